import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeRis } from "../../adapters/ris/fake/index.ts";
import { loadTown, townKeys } from "../../adapters/ris/fake/towns.ts";
import type { FakeRisWorld } from "../../adapters/ris/fake/world.ts";
import type { Simulation } from "../../plugin/ports/adapter.ts";

type Json = Record<string, unknown>;

// Walks whole servers and starts a browser, beside other tests: the time limit is only there to end a hang.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const bodies = { koeln: "bodies/stadtverwaltung_koeln", aachen: "bodies/1", gladbeck: "body/1", muenchen: "bodies/muenchen" } as const;
const clock = { now: () => new Date("2026-11-22T09:00:00Z") };

let ris: Simulation<FakeRisWorld>;
beforeEach(async () => {
  ris = await fakeRis.listen({ port: 0, clock });
});
afterEach(async () => {
  await ris[Symbol.asyncDispose]();
});

const get = (path: string, init?: RequestInit) => fetch(path.startsWith("http") ? path : `${ris.url}${path}`, init);
const json = async (path: string): Promise<Json> => (await (await get(path)).json()) as Json;
const page = async (path: string): Promise<string> => (await get(path)).text();
const id = (town: keyof typeof bodies, rest: string) => `${ris.url}/${town}/oparl/${rest}`;
const koeln = (rest: string) => id("koeln", `${bodies.koeln}/${rest}`);

/** All objects of a list, following `next` to the end. */
async function whole(list: string): Promise<{ objects: Json[]; pages: number }> {
  const objects: Json[] = [];
  let pages = 0;
  for (let next: unknown = list; typeof next === "string"; pages += 1) {
    const { data, links } = await json(next);
    objects.push(...(data as Json[]));
    next = (links as Json).next;
  }
  return { objects, pages };
}

/** All lists that a body names. */
async function lists(town: keyof typeof bodies): Promise<string[]> {
  const body = await json(id(town, bodies[town]));
  return Object.values(body).filter((value): value is string => typeof value === "string" && value.startsWith(`${body.id}/`));
}

describe("listening", () => {
  test("one process serves four towns, each below its own path", async () => {
    const entrance = await page("/");
    for (const key of townKeys) {
      expect(entrance).toContain(`href="/${key}/oparl/system"`);
      const system = await json(`/${key}/oparl/system`);
      expect(system.id).toBe(`${ris.world.root(key)}/oparl/system`);
    }
    expect((await get("/bonn/oparl/system")).status).toBe(404);
    expect((await get("/koeln/oparl/system", { method: "PUT" })).status).toBe(405);
  });

  test("a second one gets a port of its own, and a closed one no longer answers", async () => {
    const other = await fakeRis.listen({ port: 0, clock });
    expect(other.url).not.toBe(ris.url);
    expect((await fetch(`${other.url}/koeln/oparl/system`)).status).toBe(200);
    await other[Symbol.asyncDispose]();
    await expect(fetch(`${other.url}/koeln/oparl/system`)).rejects.toThrow();
  });

  test("a port that is taken is refused", async () => {
    await expect(fakeRis.listen({ port: Number(new URL(ris.url).port) })).rejects.toThrow(/EADDRINUSE/);
  });

  test("versions and vendors are those of the towns' real systems, München says that it has none", async () => {
    const versions = await Promise.all(townKeys.map(async (key) => (await json(`/${key}/oparl/system`)).oparlVersion));
    expect(versions).toEqual(["1.1", "1.1", "1.0", "1.1"].map((version) => `https://schema.oparl.org/${version}/`));
    expect((await json("/koeln/oparl/system")).vendor).toMatch(/somacos/);
    expect((await json("/aachen/oparl/system")).vendor).toMatch(/cc-egov/);
    expect((await json("/gladbeck/oparl/system")).vendor).toMatch(/more-rubin/);
    expect((await json("/muenchen/oparl/system")).name).toMatch(/keine OParl-Schnittstelle/);
  });
});

/** What the specification (chapter 3) demands of each type: attribute → kind, `!` = mandatory. Only what the fake serves is listed. */
const url = "url";
const rules: Record<string, Record<string, string>> = {
  System: {
    oparlVersion: "url!",
    name: "string",
    body: "url!",
    license: url,
    contactName: "string",
    contactEmail: "string",
    website: url,
    vendor: url,
    product: url,
  },
  Body: {
    system: url,
    name: "string!",
    shortName: "string",
    classification: "string",
    ags: "string",
    license: url,
    contactName: "string",
    contactEmail: "string",
    organization: "url!",
    person: "url!",
    meeting: "url!",
    paper: "url!",
    agendaItem: "url!1.1",
    consultation: "url!1.1",
    file: "url!1.1",
    membership: "url!1.1",
    locationList: "url!1.1",
    legislativeTermList: "url!1.1",
    legislativeTerm: "object[]!",
  },
  LegislativeTerm: { body: url, name: "string", startDate: "date", endDate: "date" },
  Organization: {
    body: url,
    name: "string",
    shortName: "string",
    organizationType: "string",
    classification: "string",
    startDate: "date",
    membership: "url[]",
    meeting: url,
  },
  Person: { body: url, name: "string", givenName: "string", familyName: "string", formOfAddress: "string", membership: "object[]" },
  Membership: { person: url, organization: url, role: "string", votingRight: "boolean", startDate: "date" },
  Meeting: {
    name: "string",
    meetingState: "string",
    cancelled: "boolean",
    start: "date-time",
    end: "date-time",
    location: "object",
    organization: "url[]",
    invitation: "object",
    resultsProtocol: "object",
    auxiliaryFile: "object[]",
    agendaItem: "object[]",
  },
  AgendaItem: {
    meeting: url,
    number: "string",
    order: "integer!1.1",
    name: "string",
    public: "boolean",
    consultation: url,
    result: "string",
    resolutionText: "string",
  },
  Paper: {
    body: url,
    name: "string",
    reference: "string",
    date: "date",
    paperType: "string",
    relatedPaper: "url[]",
    mainFile: "object",
    auxiliaryFile: "object[]",
    originatorOrganization: "url[]",
    underDirectionOf: "url[]",
    consultation: "object[]",
  },
  Consultation: { paper: url, agendaItem: url, meeting: url, organization: "url[]", authoritative: "boolean", role: "string" },
  File: {
    name: "string",
    fileName: "string",
    mimeType: "string",
    date: "date",
    text: "string",
    accessUrl: "url!",
    downloadUrl: url,
    masterFile: url,
    derivativeFile: "url[]",
    meeting: "url[]",
    paper: "url[]",
  },
  Location: {
    description: "string",
    room: "string",
    streetAddress: "string",
    postalCode: "string",
    locality: "string",
    meetings: "url[]",
    meeting: "url[]",
  },
};

const kinds: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === "string" && value !== "",
  url: (value) => typeof value === "string" && URL.canParse(value),
  date: (value) => /^\d{4}-\d\d-\d\d$/.test(String(value)),
  "date-time": (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(String(value)),
  boolean: (value) => typeof value === "boolean",
  integer: (value) => Number.isInteger(value),
  object: (value) => typeof value === "object" && value !== null && "id" in value && "type" in value,
};

/** The reasons why an object breaks the specification; those of embedded objects too. */
function breaches(object: Json): string[] {
  const [, version = "", type = ""] = /^https:\/\/schema\.oparl\.org\/(1\.[01])\/(\w+)$/.exec(String(object.type)) ?? [];
  const attributes = {
    ...rules[type],
    id: "url!",
    web: url,
    created: "date-time!1.1",
    modified: "date-time!1.1",
    deleted: "boolean",
  } as Record<string, string>;
  if (!rules[type]) return [`${object.id}: type ${object.type}`];
  const found: string[] = [];
  for (const [name, kind] of Object.entries(attributes)) {
    const mandatory = kind.includes("!") && (!kind.endsWith("!1.1") || version === "1.1");
    if (mandatory && object[name] === undefined) found.push(`${object.id}: ${name} is missing`);
  }
  for (const [name, value] of Object.entries(object)) {
    if (name === "type" || name.includes(":")) continue;
    const kind = attributes[name]?.replace(/!.*$/, "");
    const one = kinds[kind?.replace("[]", "") ?? ""];
    const values = kind?.endsWith("[]") ? (Array.isArray(value) && value.length > 0 ? value : [undefined]) : [value];
    if (!one) found.push(`${object.id}: ${name} is no attribute of ${type}`);
    else if (!values.every(one)) found.push(`${object.id}: ${name} is no ${kind}`);
    else if (kind?.startsWith("object")) found.push(...values.flatMap((inner) => breaches(inner as Json)));
  }
  return found;
}

describe.each(townKeys)("OParl of %s", (key) => {
  test("every list can be read to its end, all objects are valid, no id occurs twice", async () => {
    const named = await lists(key);
    expect(named).toHaveLength(key === "gladbeck" ? 4 : 10);
    const found = [await json(id(key, "system")), await json(id(key, bodies[key]))];
    let paged = 0;
    for (const list of named) {
      const { objects, pages } = await whole(list);
      expect(objects.length, list).toBeGreaterThan(0);
      if (pages > 1) paged += 1;
      found.push(...objects);
    }
    expect(found.flatMap(breaches)).toEqual([]);
    expect(new Set(found.map((object) => object.id)).size).toBe(found.length);
    expect(paged, "lists with several pages").toBeGreaterThanOrEqual(2);
  });

  test("every link inside this server answers, and every id with the object itself", async () => {
    const statuses = new Map<string, number>();
    const follow = async (target: string): Promise<string[]> => {
      const response = await get(target);
      statuses.set(target, response.status);
      const text = await response.text();
      if (!response.headers.get("content-type")?.includes("json")) return [];
      const object = JSON.parse(text) as Json;
      if ("type" in object) expect(object.id, target).toBe(target);
      expect(String(object.type), target).not.toMatch(/Error$/);
      return [...text.matchAll(/"(http:[^"]+)"/g)]
        .map(([, link = ""]) => link.split("#")[0] ?? "")
        .filter((link) => link.startsWith(ris.url));
    };
    for (let wanted = new Set([id(key, "system")]); wanted.size > 0; ) {
      const links = (await Promise.all([...wanted].map(follow))).flat();
      wanted = new Set(links.filter((link) => !statuses.has(link)));
    }
    expect([...statuses].filter(([, status]) => status !== 200)).toEqual([]);
    expect(statuses.size).toBeGreaterThan(150);
  });

  test("what is embedded can be fetched alone and then names its parent", async () => {
    const { objects } = await whole(`${id(key, bodies[key])}/${key === "gladbeck" ? "meeting" : "meetings"}`);
    const meeting = objects.find((candidate) => Array.isArray(candidate.agendaItem) && candidate.resultsProtocol);
    const [item] = (meeting?.agendaItem ?? []) as Json[];
    expect((await json(String(item?.id))).meeting).toBe(meeting?.id);
    expect(item?.meeting).toBe(key === "koeln" ? meeting?.id : undefined);
    const protocol = (meeting?.resultsProtocol ?? {}) as Json;
    expect((await json(String(protocol.id))).meeting).toEqual([meeting?.id]);
    expect(protocol.meeting).toBeUndefined();
  });

  test("`web` leads to a page that shows the object's name", async () => {
    const { objects } = await whole(`${id(key, bodies[key])}/${key === "gladbeck" ? "paper" : "papers"}`);
    for (const paper of objects) {
      const response = await get(String(paper.web));
      expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
      // more! rubin's page comes empty; what it will show is what its script asks for.
      const asked = `/gladbeck/api.php?id=submissions&action=get&submission_id=${new URL(String(paper.web)).searchParams.get("id")}`;
      expect(key === "gladbeck" ? await page(asked) : await response.text()).toContain(String(paper.reference));
    }
  });
});

describe("OParl as the vendors bend it", () => {
  test("Köln: orders from 1, no main file, no totals, plain-text 404, parents kept", async () => {
    const first = await json(koeln("meetings"));
    expect(first.pagination).toEqual({ elementsPerPage: 8, currentPage: 1 });
    const sitting = await json(koeln("meetings/16381"));
    expect((sitting.agendaItem as Json[]).map(({ order }) => order)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const paper = await json(koeln("papers/vo/65871"));
    expect(paper.mainFile).toBeUndefined();
    expect(paper.auxiliaryFile).toHaveLength(1);
    const unknown = await get(koeln("papers/vo/1"));
    expect([unknown.status, unknown.headers.get("content-type")]).toEqual([404, "text/plain; charset=utf-8"]);
    expect((await json(koeln("meetings/22701"))).end).toBe("2026-11-30T00:00:00+01:00");
  });

  test("Köln: a renamed body keeps its id, old sittings keep the old name", async () => {
    const organization = await json(koeln("organizations/gr/41"));
    expect(organization.name).toBe("Ausschuss für Chancengerechtigkeit und Integration");
    const { objects } = await whole(String(organization.meeting));
    const names = new Set(objects.map(({ name }) => name));
    expect(names).toEqual(new Set(["Integrationsrat", "Ausschuss für Chancengerechtigkeit und Integration"]));
    expect(objects.every((sitting) => (sitting.organization as string[])[0] === organization.id)).toBe(true);
  });

  test("Aachen: pages of ten whatever `limit` says, consultations without the way to their item, deleted: false", async () => {
    const list = await json(id("aachen", "bodies/1/papers?limit=3"));
    expect(list.data).toHaveLength(10);
    const paper = await json(id("aachen", "papers/27600"));
    const [consultation] = paper.consultation as Json[];
    expect(consultation).not.toHaveProperty("agendaItem");
    expect((await json(id("aachen", "agendaitems/121629"))).consultation).toBe(consultation?.id);
    expect(paper.deleted).toBe(false);
  });

  test("Gladbeck: pages in the path, everything of today's midnight, full text, encoded bars, filters ignored, 200 for unknown", async () => {
    const list = await json(id("gladbeck", "body/1/meeting"));
    expect((list.links as Json).next).toBe(id("gladbeck", "body/1/meeting/page/2"));
    const [sitting] = list.data as Json[];
    expect([sitting?.created, sitting?.modified]).toEqual(["2026-11-22T00:00:00+01:00", "2026-11-22T00:00:00+01:00"]);
    expect(await json(id("gladbeck", "organization/gr/11"))).not.toHaveProperty("modified");
    const file = (await json(id("gladbeck", "paper/2070"))).mainFile as Json;
    expect(file.id).toMatch(/%7C1$/);
    expect(file.text).toContain("25.000,-- Euro je halbe Stelle");
    const { data } = await json(id("gladbeck", "body/1/meeting?modified_since=2030-01-01T00%3A00%3A00%2B01%3A00"));
    expect(data).not.toHaveLength(0);
    const unknown = await get(id("gladbeck", "meeting/1"));
    expect([unknown.status, ((await unknown.json()) as Json).type]).toEqual([200, "https://schema.oparl.org/1.0/Error"]);
  });

  test("non-public items are marked, and have neither page nor paper", async () => {
    const { agendaItem } = await json(koeln("meetings/22701"));
    const closed = (agendaItem as Json[]).filter((item) => item.public === false);
    expect(closed.map(({ name }) => name)).toEqual(["II. Nichtöffentlicher Teil", "Personalangelegenheit"]);
    for (const item of closed) expect(Object.keys(item)).not.toEqual(expect.arrayContaining(["web"]));
    expect((await get(`/koeln/to0050.asp?__ktonr=${String(closed[1]?.id).split("/").at(-1)}`)).status).toBe(404);
  });
});

describe("lists of what changed", () => {
  const since = (at: string) => `modified_since=${encodeURIComponent(at)}`;

  test("modified_since finds what changed and shows tombstones, an unfiltered list does not", async () => {
    const all = await whole(koeln("papers"));
    expect(all.objects.filter((paper) => paper.deleted)).toEqual([]);
    const { objects } = await whole(koeln(`papers?${since("2026-09-30T00:00:00+02:00")}`));
    expect(objects.length).toBeLessThan(all.objects.length);
    const [dead] = objects.filter((paper) => paper.deleted);
    expect(dead).toEqual({
      id: koeln("papers/vo/85398"),
      type: "https://schema.oparl.org/1.1/Paper",
      created: "2026-08-31T10:10:00+02:00",
      modified: "2026-10-01T08:00:00+02:00",
      deleted: true,
    });
    expect(await json(String(dead?.id))).toEqual(dead);
  });

  test("created_since, created_until and modified_until are heard", async () => {
    const created = await whole(koeln("papers?created_since=2026-11-01T00%3A00%3A00%2B01%3A00"));
    expect(created.objects.length).toBeGreaterThan(0);
    expect(created.objects.every((paper) => String(paper.created) >= "2026-11-01")).toBe(true);
    const until = await whole(koeln("papers?created_until=2018-01-01T00%3A00%3A00%2B01%3A00"));
    expect(until.objects.map(({ reference }) => reference)).toEqual(["2561/2017", "3508/2017"]);
    expect((await whole(koeln("papers?modified_until=2000-01-01T00%3A00%3A00%2B01%3A00"))).objects).toEqual([]);
  });

  test("filters stay in `next`, with the plus sign encoded", async () => {
    const first = await json(koeln(`agendaitems?${since("2026-01-01T00:00:00+01:00")}`));
    const next = String((first.links as Json).next);
    expect(next).toContain("modified_since=2026-01-01T00%3A00%3A00%2B01%3A00");
    expect(((await json(next)).pagination as Json).currentPage).toBe(2);
  });

  test("a filter with a lost plus sign is refused, not guessed", async () => {
    const response = await get(koeln("papers?modified_since=2026-01-01T00:00:00+01:00"));
    expect([response.status, ((await response.json()) as Json).type]).toEqual([400, "https://schema.oparl.org/1.1/Error"]);
  });
});

describe("pages", () => {
  test.each([
    [
      "/koeln/si0057.asp?__ksinr=22701",
      [
        'id="smc_body"',
        "smc_page_si0057_layout",
        'name="sessionnet" content="V:050407',
        'name="author" content="Somacos',
        'id="smc_page_si0057_contenttable1"',
        'id="smc_page_si0057_contenttable2" class="smctablesitzung"',
        'class="smc-t-r-l"',
        'class="totrenn"',
        'class="tofnum"',
        'class="smc_datatype_to"',
        'class="smc_datatype_vo"',
      ],
    ],
    [
      "/koeln/to0050.asp?__ktonr=188904",
      ['id="smc_body"', "smc_page_to0050_layout", 'id="smc_page_to0050_contenttable1"', "smc_field_smcdv0_box2_beschluss"],
    ],
    ["/koeln/TO0050.ASP?__KTONR=188904&smcred=4", ["smc_page_to0050_layout"]],
    [
      "/koeln/vo0050.asp?__kvonr=65871",
      ["smc_page_vo0050_layout", 'id="smc_page_vo0050_contenttable1"', 'class="vobetr"', 'class="voname"', 'class="vovaname"'],
    ],
    ["/koeln/ag0050.asp?__kagnr=4031", ["AN/1877/2026"]],
    [
      "/aachen/public/to010?SILFDNR=5962",
      [
        "ALLRIS net Version 4.1.7",
        "wicket-ajax-base-url",
        'id="toTreeTable"',
        'id="link_150209"',
        'id="betreff_150209"',
        'id="vo_150209"',
        ...["sibetreff", "sigremium", "sidatum", "sistatus", "sizeit", "siraum", "siort"].map((mark) => `id="${mark}"`),
      ],
    ],
    [
      "/aachen/public/to020?SILFDNR=5147&TOLFDNR=121629",
      [
        'id="allris"',
        'id="toname"',
        'id="toBeschlussart"',
        'id="voart"',
        'id="vobetreff"',
        'class="compFull"',
        'class="expandedTitle"',
        'class="docPart"',
        'alt="Reduzieren"',
      ],
    ],
    [
      "/aachen/public/vo020?VOLFDNR=27600&TOLFDNR=121629&refresh=false",
      ['id="vobetreff"', 'id="vostatus"', 'id="voart"', 'id="vofamt"', 'id="bfTable"', 'id="anlagenHeaderPanel"'],
    ],
    ["/gladbeck/meeting?id=1311", ['id="app"', "assets/app.js"]],
    [
      "/gladbeck/api.php?id=meetings&action=get&meeting_id=1311",
      ['"topnummer":"Ö 4"', '"vorlagennummer":"20/0270"', '"datum":"09.09.2020"'],
    ],
    ["/gladbeck/api.php?id=submissions&action=get&submission_id=2070", ["zwei halbe Stellen", "25.000,-- Euro", "Kreis Recklinghausen"]],
    ["/muenchen/risi/sitzung/top/5951002", ["14-20 / V 00366", 'class="page-title"', 'aria-labelledby="sectionheader-entscheidung"']],
    ["/muenchen/risi/sitzung/detail/9000118/tagesordnung/oeffentlich", ['class="d-table tops"', 'class="d-table-row"']],
    ["/muenchen/risi/antrag/detail/6301322", ["20-26 / B 01322", "Antwortschreiben des Sozialreferats vom 22.02.2021"]],
  ])("%s has its marks", async (path, marks) => {
    const response = await get(path);
    const text = await response.text();
    expect(response.status).toBe(200);
    for (const mark of marks) expect(text).toContain(mark);
  });

  test("the interface of the single-page app keeps silent about what is hidden or not there, and never names a non-public paper", async () => {
    const ask = (query: string) => get(`/gladbeck/api.php?${query}`);
    expect((await ask("id=meetings&action=get&meeting_id=1")).status).toBe(404);
    expect((await ask("id=members&action=get")).status).toBe(404);
    ris.world.mishap({ kind: "depublish-410", path: "/gladbeck/meeting?id=1311" });
    expect((await ask("id=meetings&action=get&meeting_id=1311")).status).toBe(410);
    expect(((await (await ask("id=calendar&action=get&view=list")).json()) as Json[]).some(({ nummer }) => nummer === 1311)).toBe(false);
    const { agenda_items: items } = (await (await ask("id=meetings&action=get&meeting_id=1918")).json()) as { agenda_items: Json[] };
    expect(items.filter(({ topnummer }) => String(topnummer).startsWith("N")).map(({ submission }) => submission)).toEqual([null]);
  });

  test("ids of Wicket components change with every request", async () => {
    const component = async () =>
      /<div id="(id[0-9a-f]+)" class="wicket">/.exec(await page("/aachen/public/to020?SILFDNR=5147&TOLFDNR=121629"))?.[1];
    const seen = new Set([await component(), await component(), await component(), await component()]);
    expect(seen.has(undefined)).toBe(false);
    expect(seen.size).toBeGreaterThan(1);
  });

  test("ALLRIS prints by GET, with the address at the foot and without the frame", async () => {
    const text = await page("/aachen/public/to020?SILFDNR=5147&TOLFDNR=121629&selfaction=print");
    expect(text).toContain("Online-Version dieser Seite: ");
    expect(text).toContain("SILFDNR&#x3D;5147&amp;TOLFDNR&#x3D;121629&amp;selfaction&#x3D;print");
    expect(text).not.toContain('id="rismenu"');
  });

  test.each(["/", "/koeln/", "/koeln-mandat/", "/aachen/", "/aachen-alt/", "/gladbeck-rim/", "/muenchen/"])(
    "the index %s leads to pages that exist",
    async (index) => {
      const links = [...(await page(index)).matchAll(/href="([^"]+)"/g)].map(([, link]) =>
        String(link).replaceAll("&#x3D;", "=").replaceAll("&amp;", "&"),
      );
      expect(links.length).toBeGreaterThan(8);
      for (const link of new Set(links.filter((one) => !one.startsWith("#")))) expect((await get(link)).status, link).toBe(200);
    },
  );

  test("the policy allows the panel's origin only when there is a panel; ALLRIS takes no inline styles", async () => {
    const policy = async (path: string) => (await get(path)).headers.get("content-security-policy") ?? "";
    expect(await policy("/koeln/")).toContain("script-src 'self';");
    expect(await policy("/koeln/")).toContain("style-src 'self' 'unsafe-inline'");
    expect(await policy("/aachen/public/")).toContain("style-src 'self';");
    expect(await page("/koeln/to0050.asp?__ktonr=188904")).not.toContain("panel.js");
  });

  test("with a panel every page of every town loads it once, the print page too, downloads never", async () => {
    await using with_ = await fakeRis.listen({ port: 0, clock, panelUrl: "http://localhost:8080" });
    const paths = [
      "/koeln/to0050.asp?__ktonr=188904",
      "/aachen/public/to020?SILFDNR=5147&TOLFDNR=121629&selfaction=print",
      "/gladbeck/meeting?id=1311",
      "/muenchen/risi/sitzung/top/5951002",
    ];
    for (const path of paths) {
      const response = await fetch(`${with_.url}${path}`);
      expect(
        (await response.text()).match(
          /<script type="module" src="http:\/\/localhost:8080\/panel\/panel\.js" data-town="\w+"( data-ris="rubin")?><\/script>/g,
        ),
      ).toHaveLength(1);
      expect(response.headers.get("content-security-policy")).toContain("script-src 'self' http://localhost:8080;");
      expect(response.headers.get("content-security-policy")).toContain("connect-src 'self' http://localhost:8080;");
    }
    expect(await (await fetch(`${with_.url}/koeln/oparl/downloadfiles/01163812.html`)).text()).not.toContain("panel.js");
  });

  test("foreign text is never markup", async () => {
    ris.world.changeItem(koeln("agendaitems/387004"), { name: "<script>alert(1)</script>" });
    const text = await page("/koeln/si0057.asp?__ksinr=22701");
    expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(text).not.toContain("<script>alert");
  });
});

describe("minutes", () => {
  test("can be fetched as page and as plain text, and hold the three inquiries of Köln", async () => {
    const sitting = await json(koeln("meetings/16381"));
    const protocol = sitting.resultsProtocol as Json;
    const [plain] = sitting.auxiliaryFile as Json[];
    const shown = await get(String(protocol.accessUrl));
    expect(shown.headers.get("content-disposition")).toBeNull();
    const loaded = await get(String(protocol.downloadUrl));
    expect(loaded.headers.get("content-disposition")).toBe('attachment; filename="01163812.html"');
    expect(loaded.headers.get("content-type")).toMatch(/^text\/html/);
    const text = await get(String(plain?.downloadUrl));
    expect(text.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const words = await text.text();
    for (const inquiry of [
      /IRM Frau Yurdanur fragt, warum in den Unterarbeitsgruppen .+\./,
      /RM Herr Vossebrink erkundigt sich, ob auch die Binnenzuwanderung .+\./,
      /RM Frau Kallenbrück macht darauf aufmerksam, dass .+\./,
    ]) {
      expect(words).toMatch(inquiry);
      expect(await (await get(String(protocol.downloadUrl))).text()).toMatch(inquiry);
    }
    expect(String((await json(String(plain?.id))).masterFile)).toBe(protocol.id);
  });

  test("Aachen's hold the joint questions, the last one answered", async () => {
    const words = await page("/aachen/oparl/downloadfiles/00151473.txt");
    expect(words).toMatch(
      /fragen Herr Marquenie, Herr Sarabandi und Frau Terhorst u\. a\. nach .+, nach .+, sowie nach .+\. Zum letzten Punkt antwortet/,
    );
  });

  test("nothing non-public gets into minutes or agendas", async () => {
    for (const key of townKeys) {
      const town = loadTown(key);
      const closed = town.meetings.flatMap(({ items }) => items.filter((item) => !item.public && item.top !== ""));
      expect(closed.length, key).toBeGreaterThan(0);
      expect(closed.filter(({ minutes, paper }) => minutes.length > 0 || paper !== undefined)).toEqual([]);
      const files = key === "gladbeck" ? [] : (await whole(`${id(key, bodies[key])}/files`)).objects;
      for (const file of files.filter(({ mimeType }) => mimeType === "text/plain")) {
        const words = await page(String(file.downloadUrl));
        for (const item of closed) expect(words).not.toContain(item.name);
      }
    }
  });
});

describe("the world", () => {
  test("a new meeting and a new item appear, with their page", async () => {
    const created = ris.world.addMeeting("koeln", {
      number: 22900,
      organization: 41,
      name: "Sondersitzung",
      start: "2027-02-01T15:00:00+01:00",
      room: 301,
      state: "eingeladen",
      created: "2026-11-22T09:00:00+01:00",
      modified: "2026-11-22T09:00:00+01:00",
      items: [],
    });
    const item = ris.world.addItem(created, { number: 399001, top: "1", name: "Bleiberecht: Sachstand", paper: 85991 });
    expect((await json(created)).agendaItem).toEqual([expect.objectContaining({ id: item, name: "Bleiberecht: Sachstand" })]);
    expect(await page(String((await json(item)).web))).toContain("Bleiberecht: Sachstand");
    const paper = await json(koeln("papers/vo/85991"));
    expect((paper.consultation as Json[]).map(({ agendaItem }) => agendaItem)).toContain(item);
  });

  test("a change moves `modified` of the meeting", async () => {
    ris.world.changeItem(koeln("agendaitems/387004"), { result: "vertagt" });
    expect(await json(koeln("agendaitems/387004"))).toMatchObject({ result: "vertagt", modified: "2026-11-22T10:00:00+01:00" });
    ris.world.changeMeeting(koeln("meetings/22701"), { cancelled: true });
    const { objects } = await whole(koeln("meetings?modified_since=2026-11-22T00%3A00%3A00%2B01%3A00"));
    expect(objects).toEqual([expect.objectContaining({ id: koeln("meetings/22701"), cancelled: true })]);
  });

  test("a removed meeting leaves tombstones for itself, its items, consultations and files; its pages are gone", async () => {
    const sitting = await json(koeln("meetings/22701"));
    ris.world.remove(String(sitting.id));
    const file = sitting.invitation as Json;
    for (const gone of [sitting.id, koeln("agendaitems/387004"), koeln("consultations/387004"), file.id]) {
      expect(await json(String(gone))).toMatchObject({ id: gone, deleted: true, modified: "2026-11-22T10:00:00+01:00" });
    }
    expect((await get(String(file.downloadUrl))).status).toBe(410);
    expect((await get(String(sitting.web))).status).toBe(404);
    const { objects } = await whole(koeln("agendaitems?modified_since=2026-11-22T00%3A00%3A00%2B01%3A00"));
    expect(objects.filter(({ deleted }) => deleted)).toHaveLength((sitting.agendaItem as Json[]).length);
    const paper = await json(koeln("papers/vo/85987"));
    expect(paper.modified).toBe("2026-11-22T10:00:00+01:00");
    expect(paper).not.toHaveProperty("consultation");
  });

  test("what does not exist is refused by name", () => {
    expect(() => ris.world.remove(koeln("meetings/1"))).toThrow(/meetings\/1/);
    expect(() => ris.world.changeItem(koeln("meetings/22701"), { name: "x" })).toThrow(/AgendaItem/);
    expect(() => ris.world.changeItem(koeln("agendaitems/387004"), { name: 4 as never })).toThrow();
  });

  test("one simulation's changes are not seen by another", async () => {
    ris.world.remove(koeln("meetings/22701"));
    await using other = await fakeRis.listen({ port: 0, clock });
    expect((await fetch(`${other.url}/koeln/si0057.asp?__ksinr=22701`)).status).toBe(200);
  });
});

describe("mishaps on the way", () => {
  const list = () => koeln("papers");

  test("unavailable: 503 as often as told, then all is well", async () => {
    ris.world.mishap({ kind: "unavailable", path: "/koeln/oparl/*papers*", times: 2 });
    const statuses = [
      (await get(list())).status,
      (await get(koeln("meetings"))).status,
      (await get(list())).status,
      (await get(list())).status,
    ];
    expect(statuses).toEqual([503, 200, 503, 200]);
  });

  test("wrong content type: the right words under the wrong name", async () => {
    ris.world.mishap({ kind: "wrong-content-type", path: "/koeln/oparl/*", times: 1 });
    const response = await get(list());
    expect(response.headers.get("content-type")).toMatch(/^text\/html/);
    expect(JSON.parse(await response.text())).toHaveProperty("data");
  });

  test("cut: half of the JSON", async () => {
    ris.world.mishap({ kind: "cut", path: "/koeln/oparl/*", times: 1 });
    const response = await get(list());
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  test("login page: HTML with 200 where JSON was asked for", async () => {
    ris.world.mishap({ kind: "login-page", path: "/koeln/oparl/*", times: 1 });
    const response = await get(list());
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(await response.text()).toContain("Anmeldung");
  });

  test("slow: the answer is held back while others pass; giving up frees it", async () => {
    ris.world.mishap({ kind: "slow", path: "/koeln/oparl/*papers*", times: 1, delay: 600_000 });
    const patience = new AbortController();
    const held = get(list(), { signal: patience.signal });
    await vi.waitFor(() => expect(ris.world.held).toBe(1));
    expect((await get(koeln("meetings"))).status).toBe(200);
    patience.abort();
    await expect(held).rejects.toThrow();
    await vi.waitFor(() => expect(ris.world.held).toBe(0));
  });

  test("slow: closing the server does not wait for it, and a short delay ends in the right answer", async () => {
    ris.world.mishap({ kind: "slow", path: "/koeln/oparl/system", times: 1, delay: 5 });
    expect((await json("/koeln/oparl/system")).vendor).toMatch(/somacos/);
    const other = await fakeRis.listen({ port: 0, clock });
    other.world.mishap({ kind: "slow", path: "*", delay: 600_000 });
    const held = fetch(`${other.url}/`).catch(() => "closed");
    await vi.waitFor(() => expect(other.world.held).toBe(1));
    await other[Symbol.asyncDispose]();
    expect(await held).toBe("closed");
  });
});

describe("mishaps of an object", () => {
  const item = () => koeln("agendaitems/387004");
  const inMeeting = async () => ((await json(koeln("meetings/22701"))).agendaItem as Json[]).some((one) => one.id === item());
  const inList = async () => (await whole(koeln("agendaitems"))).objects.some((one) => one.id === item());

  test.each([
    ["vanish", 404],
    ["depublish-401", 401],
    ["depublish-410", 410],
  ] as const)("%s: in no list, its own id and page answer %i, until cleared", async (kind, status) => {
    const before = await json(item());
    expect(ris.world.mishap({ kind, path: new URL(item()).pathname })).toBe(1);
    expect((await get(item())).status).toBe(status);
    expect((await get(String(before.web))).status).toBe(status);
    expect([await inMeeting(), await inList()]).toEqual([false, false]);
    expect(await page("/koeln/si0057.asp?__ksinr=22701")).not.toContain(String(before.name));
    const { objects } = await whole(koeln("agendaitems?modified_since=2026-11-01T00%3A00%3A00%2B01%3A00"));
    expect(objects.some(({ id: one }) => one === item())).toBe(false);
    ris.world.clear();
    expect(await json(item())).toEqual(before);
    expect([await inMeeting(), await inList()]).toEqual([true, true]);
  });

  test("a hidden paper takes its file, consultation and page with it", async () => {
    const paper = await json(koeln("papers/vo/85987"));
    ris.world.mishap({ kind: "depublish-401", path: "/koeln/vo0050.asp?__kvonr=85987" });
    const [file] = paper.auxiliaryFile as Json[];
    const [consultation] = paper.consultation as Json[];
    for (const gone of [paper.id, paper.web, file?.id, file?.accessUrl, file?.downloadUrl, consultation?.id])
      expect((await get(String(gone))).status, String(gone)).toBe(401);
    expect(await page("/koeln/si0057.asp?__ksinr=22701")).not.toContain("3390/2026");
  });

  test("tombstone: the object is deleted as the specification wants it", async () => {
    ris.world.mishap({ kind: "tombstone", path: new URL(item()).pathname });
    expect(await json(item())).toEqual({
      id: item(),
      type: "https://schema.oparl.org/1.1/AgendaItem",
      created: "2025-11-25T10:00:00+01:00",
      modified: "2026-11-22T10:00:00+01:00",
      deleted: true,
    });
    expect([await inMeeting(), await inList()]).toEqual([false, false]);
  });

  test("duplicate consultation: one id, two items, as with Somacos", async () => {
    const path = new URL(koeln("papers/vo/85210")).pathname;
    const distinct = async () => new Set(((await json(koeln("papers/vo/85210"))).consultation as Json[]).map((one) => one.id)).size;
    expect(await distinct()).toBe(3);
    ris.world.mishap({ kind: "duplicate-consultation", path });
    const consultations = (await json(koeln("papers/vo/85210"))).consultation as Json[];
    expect(await distinct()).toBe(1);
    expect(new Set(consultations.map(({ agendaItem }) => agendaItem)).size).toBe(3);
    expect(() => ris.world.mishap({ kind: "duplicate-consultation", path: new URL(koeln("papers/vo/65871")).pathname })).toThrow(
      /two consultations/,
    );
  });

  test("changed title: in the object, its page and what changed", async () => {
    ris.world.mishap({ kind: "retitle", path: "/koeln/vo0050.asp?__kvonr=85987", name: "Neuer Betreff" });
    expect(await json(koeln("papers/vo/85987"))).toMatchObject({ name: "Neuer Betreff", modified: "2026-11-22T10:00:00+01:00" });
    expect(await page("/koeln/vo0050.asp?__kvonr=85987")).toContain("Neuer Betreff");
  });
});

describe("POST /_mishaps", () => {
  const post = (body: unknown, type = "application/json") =>
    get("/_mishaps", { method: "POST", headers: { "content-type": type }, body: typeof body === "string" ? body : JSON.stringify(body) });

  test("lets things go wrong, DELETE ends it", async () => {
    expect((await post({ path: "/aachen/oparl/*", kind: "unavailable" })).status).toBe(201);
    expect((await get("/aachen/oparl/system")).status).toBe(503);
    expect((await get("/_mishaps", { method: "DELETE" })).status).toBe(200);
    expect((await get("/aachen/oparl/system")).status).toBe(200);
    const hidden = await post({ path: "/aachen/public/to020?SILFDNR=5147&TOLFDNR=121629", kind: "depublish-410" });
    expect(await hidden.json()).toEqual({ objects: 1 });
    expect((await get(id("aachen", "agendaitems/121629"))).status).toBe(410);
  });

  test("refuses what it cannot do, and says why", async () => {
    expect((await post({ path: "*", kind: "earthquake" })).status).toBe(400);
    expect((await post("{")).status).toBe(400);
    expect((await post("x".repeat(20_000))).status).toBe(400);
    expect((await post({ path: "*", kind: "unavailable" }, "text/plain")).status).toBe(415);
    const none = await post({ path: "/koeln/nirgends", kind: "vanish" });
    expect([none.status, ((await none.json()) as Json).message]).toEqual([422, expect.stringContaining("/koeln/nirgends")]);
  });
});

describe("the sample towns", () => {
  test.each(townKeys)("%s: what is referred to exists, days are in order, sittings lie before and after 22.11.2026", (key) => {
    const town = loadTown(key);
    const numbers = (things: readonly { number: number }[]) => new Set(things.map(({ number }) => number));
    const [rooms, organizations, papers] = [numbers(town.rooms), numbers(town.organizations), numbers(town.papers)];
    for (const meeting of town.meetings) {
      expect(rooms).toContain(meeting.room);
      expect(organizations).toContain(meeting.organization);
      for (const { paper } of meeting.items) if (paper !== undefined) expect(papers).toContain(paper);
      expect(Date.parse(meeting.created)).toBeLessThanOrEqual(Date.parse(meeting.modified));
      if (meeting.state === "durchgeführt") expect(meeting.end, String(meeting.number)).toBeDefined();
    }
    for (const paper of town.papers) {
      for (const office of [paper.office, paper.originator]) if (office !== undefined) expect(organizations).toContain(office);
      for (const other of paper.related) expect(papers).toContain(other);
    }
    const starts = town.meetings.map(({ start }) => start.slice(0, 10));
    expect(starts.some((day) => day > "2026-11-22" && day < "2026-12-31")).toBe(true);
    expect(starts.some((day) => day >= "2027-01-01")).toBe(true);
    expect(starts.some((day) => day < "2024-01-01")).toBe(true);
    expect(numbers(town.meetings.flatMap(({ items }) => items)).size).toBe(town.meetings.flatMap(({ items }) => items).length);
  });

  test("the figures, dates and numbers of the five documents are told as they were", async () => {
    expect(await page("/muenchen/risi/dokument/v/263013222")).toMatch(/22\.02\.2021.+Büroweg.+Herbst 2021.+geschäftsordnungsgemäß/s);
    expect(await page("/muenchen/risi/sitzungsvorlage/detail/6000366")).toMatch(/S-III-L\/IK.+S-III-MI\/BBI/s);
    expect(await page("/muenchen/risi/dokument/v/260003663")).toMatch(/A 06168.+08\.11\.2019/s);
    expect(await page("/gladbeck/api.php?id=meetings&action=get&meeting_id=1311")).toMatch(/09\.09\.2020.+20\/0270/s);
    expect((await json(koeln("papers/vo/66918"))).relatedPaper).toEqual([koeln("papers/vo/65871")]);
    expect(await page("/koeln/si0057.asp?__ksinr=16390")).toMatch(/04\.12\.2017.+2561\/2017/s);
  });

  const seeds = new URL("../../../shared/seeds/", import.meta.url);
  test.skipIf(!existsSync(seeds))(
    `no surname of the five documents occurs${existsSync(seeds) ? "" : " (skipped: ../shared/seeds is not there)"}`,
    () => {
      const words = readdirSync(seeds)
        .map((file) => readFileSync(new URL(file, seeds), "utf8"))
        .join("\n");
      const upper = String.raw`\p{Lu}[\p{L}-]+`;
      const pattern = new RegExp(
        String.raw`(?:Frau|Herrn?|[Gg]ez\.|i\. V\.)\s+(?:${upper}\s+)?(${upper})|^(?:${upper}) (${upper})$(?=\n+Sozialref|\n+Berufsm|\n+Erster)`,
        "gmu",
      );
      const surnames = new Set([...words.matchAll(pattern)].map(([, named, alone]) => named ?? alone ?? ""));
      expect(surnames.size).toBeGreaterThanOrEqual(12);
      const folder = new URL("../../adapters/ris/fake/", import.meta.url);
      const shipped = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.(json|ts|hbs|md)$/.test(file));
      for (const file of shipped) {
        const text = readFileSync(new URL(file, folder), "utf8");
        for (const surname of surnames)
          expect(new RegExp(`(?<!\\p{L})${surname}(?!\\p{L})`, "u").test(text), `${file}: ${surname}`).toBe(false);
      }
    },
  );
});

const chromiumPath = "/usr/bin/chromium";
describe.skipIf(!existsSync(chromiumPath))(
  `in a browser${existsSync(chromiumPath) ? "" : ` (skipped: ${chromiumPath} is not there)`}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
    });
    afterAll(() => browser.close());

    /** A stand-in for the plugin: a panel that counts how often the block container was replaced. */
    async function plugin() {
      const script = `
      document.body.dataset.town = document.querySelector('script[src$="/panel/panel.js"]').dataset.town;
      new MutationObserver((records) => {
        for (const { addedNodes } of records) for (const node of addedNodes) if (node.className === "wicket") document.body.dataset.replaced = "yes";
      }).observe(document.body, { childList: true, subtree: true });
      document.body.dataset.answer = String((await fetch(new URL("/answer", import.meta.url))).status);`;
      const server = createServer((request, response) => {
        response.writeHead(200, {
          "content-type": request.url === "/panel/panel.js" ? "text/javascript" : "text/plain",
          "access-control-allow-origin": "*",
        });
        response.end(request.url === "/panel/panel.js" ? script : "ok");
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return {
        url: `http://localhost:${(server.address() as AddressInfo).port}`,
        async [Symbol.asyncDispose]() {
          server.closeAllConnections();
          await new Promise((resolve) => server.close(resolve));
        },
      };
    }

    test("the policy lets the panel in, and the button replaces the blocks under a new id as Wicket does", async () => {
      await using panel = await plugin();
      await using with_ = await fakeRis.listen({ port: 0, clock, panelUrl: panel.url });
      const tab = await browser.newPage();
      const complaints: string[] = [];
      tab.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      await tab.goto(`${with_.url}/aachen/public/to020?SILFDNR=5147&TOLFDNR=121629`);
      await tab.waitForSelector('body[data-answer="200"]');
      expect(await tab.getAttribute("body", "data-town")).toBe("aachen");
      expect(await tab.getAttribute("#allris", "class")).toBe("to020");
      const before = await tab.getAttribute("div.wicket", "id");
      await tab.evaluate('document.querySelector("div.wicket").dataset.old = "yes"');
      await tab.click("button.refresh");
      await tab.waitForSelector('body[data-replaced="yes"]');
      expect(await tab.getAttribute("div.wicket", "data-old")).toBeNull();
      expect(await tab.getAttribute("button.refresh", "data-component")).toBe(await tab.getAttribute("div.wicket", "id"));
      expect(before).toMatch(/^id[0-9a-f]+$/);
      expect(complaints).toEqual([]);
      await tab.close();
    });

    test.each([
      "/koeln/",
      "/koeln/si0057.asp?__ksinr=16381",
      "/koeln/to0050.asp?__ktonr=188904",
      "/koeln/vo0050.asp?__kvonr=85210",
      "/aachen/public/",
      "/aachen/public/to010?SILFDNR=5962",
      "/aachen/public/to020?SILFDNR=5147&TOLFDNR=121629",
      "/aachen/public/vo020?VOLFDNR=27600",
      "/gladbeck/meeting?id=1311",
      "/muenchen/risi/sitzung/top/5951002",
    ])("%s fits a small screen and loads without complaint", async (path) => {
      const tab = await browser.newPage({ viewport: { width: 360, height: 740 } });
      const complaints: string[] = [];
      tab.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      await tab.goto(`${ris.url}${path}`);
      expect(await tab.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
      expect(complaints).toEqual([]);
      await tab.close();
    });
  },
);
