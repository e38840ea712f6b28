import { createHash } from "node:crypto";
import request from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shippedHouses } from "../../plugin/houses.ts";
import { needsWords, signatureResults } from "../../plugin/inquiry/cosign/results.ts";
import { say } from "../../plugin/messages.ts";
import { signingRounds } from "../../plugin/store/signatures.ts";
import { bootWorld, type World } from "../world.ts";

let world: World;
let secretary: string;
let approver: string;
let signer: string;
let lawyer: string;
beforeAll(async () => {
  world = await bootWorld();
  secretary = await world.signIn("committee-secretary");
  approver = await world.signIn("approver");
  signer = await world.signIn("co-signer");
  lawyer = await world.signInAs("gruber");
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const read = () => world.parts.store.read;
const post = (path: string, fields: object, cookie: string) =>
  request(world.url).post(path).set("cookie", cookie).set("accept", "application/json").type("form").send(fields);
const get = (path: string, cookie: string) => request(world.url).get(path).set("cookie", cookie).set("accept", "text/html");
const code = (answer: request.Response) => String(answer.body.type).replace("urn:kim-im-rat:", "");

let cases = 0;

/** A case of Köln with a draft in which nothing is missing. @returns its id */
async function drafted(question = "wie viele Stellen im Case Management besetzt sind"): Promise<string> {
  cases += 1;
  const fields = {
    organization: "Ausschuss für Chancengerechtigkeit und Integration",
    ...{ sitting: "2026-09-21", title: `Stellen ${cases}`, status: "draft" },
    text: `RM Frau Muster fragt, ${question}. Die Verwaltung sagt eine schriftliche Antwort zu. (${cases})`,
  };
  const opened = await request(world.url).post("/workbench/towns/koeln/minutes").set("cookie", secretary).field(fields).expect(303);
  const id = /cases\/(\w+)/.exec(opened.headers.location ?? "")?.[1] ?? "";
  await post(`/workbench/cases/${id}/answers`, {}, secretary).expect(303);
  return id;
}

const begin = (id: string, order: "sequence" | "parallel", ...office: string[]) =>
  post(`/workbench/cases/${id}/signing-rounds`, { order, office, due: office.map(() => "2099-01-01") }, secretary);

async function answersOf(id: string) {
  return read().selectFrom("Answer").selectAll().where("case", "=", id).orderBy("version", "desc").execute();
}

async function roundOf(id: string) {
  const [round] = await signingRounds(read(), id);
  if (!round) throw new Error("no round");
  const live = round.turns.filter(({ voidedAt }) => voidedAt === null);
  const turn = (office: string) => live.find((one) => one.office === office)?.id ?? "";
  return { ...round, live, turn };
}

const stateOf = async (id: string) =>
  (await read().selectFrom("Case").select("state").where("id", "=", id).executeTakeFirstOrThrow()).state;

/** Signs for an office what lies before it now. */
async function signFor(id: string, office: string, cookie: string, more: object = {}) {
  const [newest] = await answersOf(id);
  return post(`/workbench/co-signatures/${(await roundOf(id)).turn(office)}`, { result: "agrees", answer: newest?.id, ...more }, cookie);
}

const release = async (id: string) => post(`/workbench/answers/${(await answersOf(id))[0]?.id}/release`, {}, approver);

const deeds = async (subjectId: string) =>
  (await read().selectFrom("History").select(["action", "by"]).where("subjectId", "=", subjectId).orderBy("sequence").execute()).map(
    ({ action }) => action,
  );

describe("in order", () => {
  let id: string;
  test("the next office sees the answer when the one before has signed; there is no release before all have", async () => {
    id = await drafted();
    await begin(id, "sequence", "Stadtkämmerei", "Rechtsamt").expect(303);
    expect(await stateOf(id)).toBe("signing");
    const list = async (cookie: string) => (await get("/workbench/co-signatures", cookie).expect(200)).text;
    expect(await list(lawyer)).not.toContain(`Stellen ${cases}`);
    expect(await list(signer)).toContain("für Stadtkämmerei");
    expect((await get("/workbench", signer).expect(200)).text).toContain("für Stadtkämmerei");
    const { turn } = await roundOf(id);
    expect((await get(`/workbench/co-signatures/${turn("Rechtsamt")}`, lawyer).expect(200)).text).toContain("noch nicht an der Reihe");
    const early = await signFor(id, "Rechtsamt", lawyer);
    expect([early.status, code(early)]).toEqual([409, "signing.not-yet"]);
    const page = await get(`/workbench/co-signatures/${turn("Stadtkämmerei")}`, signer).expect(200);
    for (const words of ["wie viele Stellen im Case Management besetzt sind", "Quellen", "Zeichnen"]) expect(page.text).toContain(words);
    expect(code(await release(id))).toBe("signing.incomplete");
    await signFor(id, "Stadtkämmerei", signer, { result: "remarks", remark: "Bitte die Haushaltsstelle <b>nennen</b>." }).then((sent) =>
      expect(sent.status).toBe(303),
    );
    expect(await list(signer)).not.toContain("für Stadtkämmerei");
    const next = await get(`/workbench/co-signatures/${turn("Rechtsamt")}`, lawyer).expect(200);
    expect(next.text).toContain("Bitte die Haushaltsstelle &lt;b&gt;nennen&lt;/b&gt;.");
    expect(code(await release(id))).toBe("signing.incomplete");
  });

  test("a double click signs once; the second opinion of the same person is refused", async () => {
    await signFor(id, "Rechtsamt", lawyer).then(({ status }) => expect(status).toBe(303));
    await signFor(id, "Rechtsamt", lawyer).then(({ status }) => expect(status).toBe(303));
    const { turn } = await roundOf(id);
    expect(await deeds(turn("Rechtsamt"))).toEqual(["signed-agrees"]);
    const other = await signFor(id, "Rechtsamt", lawyer, { result: "unaffected" });
    expect(code(other)).toBe("decision.too-late");
    expect(await stateOf(id)).toBe("signed");
  });

  test("whether the sign-in told the office or the person stated it is kept", async () => {
    const { live } = await roundOf(id);
    expect(live.map(({ office, basis, signedBy }) => [office, basis, signedBy])).toEqual([
      ["Stadtkämmerei", "stated", "dorn"],
      ["Rechtsamt", "told", "gruber"],
    ]);
  });

  test("a further version makes void what was signed for another wording, says what changed, and asks again", async () => {
    const [signedVersion] = await answersOf(id);
    const added = { askers: "RM Herr Probe", question: "seit wann die Stellen besetzt sind", kind: "question" };
    await post(`/workbench/cases/${id}/inquiries`, added, secretary).expect(303);
    const between = await signFor(id, "Rechtsamt", lawyer, { result: "unaffected" });
    expect(between.status).toBe(409);
    await post(`/workbench/cases/${id}/answers`, {}, secretary).expect(303);
    const { turns, live } = await roundOf(id);
    const [newest] = await answersOf(id);
    expect(turns.filter(({ voidedBy }) => voidedBy === newest?.id).map(({ office, answer }) => [office, answer])).toEqual([
      ["Stadtkämmerei", signedVersion?.id],
      ["Rechtsamt", signedVersion?.id],
    ]);
    expect(live.map(({ office, result, attempt }) => [office, result, attempt])).toEqual([
      ["Stadtkämmerei", null, 2],
      ["Rechtsamt", null, 2],
    ]);
    expect(await stateOf(id)).toBe("signing");
    const page = (await get(`/workbench/cases/${id}`, secretary).expect(200)).text;
    expect(page).toContain("<td>1. Stadtkämmerei</td>");
    expect(page).toContain("Stadtkämmerei hatte die Fassung 1 am");
    expect(page).toMatch(/<ins>[^<]*seit wann die Stellen besetzt sind/);
    const old = await post(
      `/workbench/co-signatures/${(await roundOf(id)).turn("Stadtkämmerei")}`,
      { result: "agrees", answer: signedVersion?.id },
      signer,
    );
    expect(code(old)).toBe("signing.newer-version");
    expect(code(await release(id))).not.toBe("undefined");
  });

  test("a version that says the same leaves the signatures as they are", async () => {
    const same = await drafted();
    await begin(same, "parallel", "Stadtkämmerei").expect(303);
    await signFor(same, "Stadtkämmerei", signer);
    await post(`/workbench/cases/${same}/answers`, {}, secretary).expect(303);
    expect((await roundOf(same)).live.map(({ result, attempt }) => [result, attempt])).toEqual([["agrees", 1]]);
    await release(same).then(({ status, text }) => expect(status, text).toBe(303));
    const { ended, answer } = await roundOf(same);
    expect([ended, answer]).toEqual(["released", (await answersOf(same))[0]?.id]);
  });
});

describe("who signs", () => {
  test("nobody for an office that is not theirs, for a second office, or for an answer of their own", async () => {
    const id = await drafted();
    await begin(id, "parallel", "Stadtkämmerei", "Personalamt", "Rechtsamt").expect(303);
    const foreign = await signFor(id, "Stadtkämmerei", lawyer);
    expect([foreign.status, code(foreign)]).toEqual([403, "signing.other-office"]);
    await signFor(id, "Stadtkämmerei", signer).then(({ status }) => expect(status).toBe(303));
    const second = await signFor(id, "Personalamt", signer);
    expect([second.status, code(second)]).toEqual([403, "signing.signed-before"]);
    await world.parts.store.write((transaction) =>
      transaction.updateTable("Answer").set({ draftedBy: "gruber" }).where("case", "=", id).execute(),
    );
    const own = await signFor(id, "Rechtsamt", lawyer);
    expect([own.status, code(own)]).toEqual([403, "signing.four-eyes"]);
    expect((await get("/workbench/co-signatures", lawyer)).text).not.toContain(`Stellen ${cases}`);
    await signFor(id, "Rechtsamt", secretary).then(({ status }) => expect(status).toBe(403));
  });

  test("and with four eyes nobody releases an answer of which an earlier version is theirs", async () => {
    const id = await drafted();
    const [first] = await answersOf(id);
    if (!first) throw new Error("no answer");
    await world.parts.store.write(async (transaction) => {
      await transaction.updateTable("Answer").set({ draftedBy: "celik" }).where("id", "=", first.id).execute();
      await transaction
        .insertInto("Answer")
        .values({ ...first, id: `${first.id.slice(0, -1)}x`, version: 2, draftedBy: "brandt" })
        .execute();
    });
    const own = await release(id);
    expect([own.status, code(own)]).toEqual([403, "approve.four-eyes"]);
  });

  test("two at once both count", async () => {
    const id = await drafted();
    await begin(id, "parallel", "Stadtkämmerei", "Rechtsamt").expect(303);
    const both = await Promise.all([signFor(id, "Stadtkämmerei", signer), signFor(id, "Rechtsamt", lawyer)]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect((await roundOf(id)).live.every(({ result }) => result === "agrees")).toBe(true);
    expect(await stateOf(id)).toBe("signed");
  });

  test("a refusal needs a reason, stops the round, and is lifted by withdrawing it", async () => {
    const id = await drafted();
    await begin(id, "parallel", "Stadtkämmerei", "Rechtsamt").expect(303);
    const bare = await signFor(id, "Rechtsamt", lawyer, { result: "refuses", remark: "  " });
    expect([bare.status, code(bare)]).toEqual([422, "signing.words-refuses"]);
    await signFor(id, "Rechtsamt", lawyer, { result: "refuses", remark: "Die Rechtsgrundlage fehlt." });
    expect(code(await signFor(id, "Stadtkämmerei", signer))).toBe("signing.stopped");
    expect(code(await release(id))).toBe("signing.release-stopped");
    expect((await get(`/workbench/cases/${id}`, secretary)).text).toContain("Die Rechtsgrundlage fehlt.");
    const round = await roundOf(id);
    await post(`/workbench/signing-rounds/${round.id}/withdrawal`, { reason: "Wird neu gefasst" }, secretary).expect(303);
    await post(`/workbench/signing-rounds/${round.id}/withdrawal`, { reason: "Wird neu gefasst" }, secretary).expect(303);
    expect((await deeds(id)).filter((action) => action === "signing-withdrawn")).toHaveLength(1);
    expect(await stateOf(id)).toBe("drafted");
    expect(code(await signFor(id, "Stadtkämmerei", signer))).toBe("signing.over");
  });
});

describe("a round", () => {
  test("is refused twice at a time, without an office, with one twice, with a day that is over or none", async () => {
    const id = await drafted();
    const tried = async (fields: object) => code(await post(`/workbench/cases/${id}/signing-rounds`, fields, secretary));
    const order = "sequence";
    expect(await tried({ order, office: ["", " "], due: ["", ""] })).toBe("signing.no-office");
    expect(await tried({ order, office: ["Rechtsamt", "rechtsamt"], due: ["2099-01-01", "2099-01-01"] })).toBe("signing.office-twice");
    expect(await tried({ order, office: "Rechtsamt", due: "2020-01-01" })).toBe("signing.due-past");
    expect(await tried({ order, office: "Rechtsamt", due: "2099-02-30" })).toBe("signing.due-missing");
    const sent = await Promise.all([begin(id, order, "Rechtsamt"), begin(id, order, "Rechtsamt")]);
    expect(sent.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await signingRounds(read(), id)).toHaveLength(1);
  });

  test("takes the order from the numbers of the lines", async () => {
    const id = await drafted();
    const form = (await get(`/workbench/cases/${id}`, secretary).expect(200)).text;
    expect([...form.matchAll(/name="position" value="([^"]*)"/g)].map(([, value]) => value)).toEqual(["1", "2", "3", "4"]);
    const fields = { order: "sequence", position: ["2", "1"], office: ["Rechtsamt", "Stadtkämmerei"], due: ["2099-01-01", "2099-01-01"] };
    await post(`/workbench/cases/${id}/signing-rounds`, fields, secretary).expect(303);
    expect((await roundOf(id)).live.map(({ office }) => office)).toEqual(["Stadtkämmerei", "Rechtsamt"]);
  });

  test("needs a draft in which nothing is missing", async () => {
    const opened = await post(
      "/workbench/towns/gladbeck/cases",
      { kind: "report", organization: "Ausschuss für Chancengerechtigkeit und Integration", sitting: "2026-12-01", title: "Sachstand KIM" },
      secretary,
    ).expect(303);
    const id = /cases\/(\w+)/.exec(opened.headers.location ?? "")?.[1] ?? "";
    expect(code(await begin(id, "sequence", "Rechtsamt"))).toMatch(/signing.no-draft|case.step/);
    await post(`/workbench/cases/${id}/answers`, {}, secretary).expect(303);
    expect(code(await begin(id, "sequence", "Rechtsamt"))).toBe("signing.gaps");
  });
});

describe("signed elsewhere", () => {
  const pdf = Buffer.from("%PDF-1.7\n<script>alert(1)</script>\n%%EOF");
  const enter = async (id: string, file: Buffer | null, more: Record<string, string> = {}, cookie = secretary) => {
    const [newest] = await answersOf(id);
    const fields = { result: "agrees", answer: newest?.id ?? "", signedOn: today(), signatory: "Leitung Rechtsamt", ...more };
    const sent = request(world.url)
      .post(`/workbench/co-signatures/${(await roundOf(id)).turn("Rechtsamt")}/elsewhere`)
      .set("cookie", cookie)
      .set("accept", "application/json")
      .field(fields);
    return file ? sent.attach("scan", file, "../../scan.html") : sent;
  };
  const today = () => new Date().toISOString().slice(0, 10);

  test("is entered with its scan, which only staff of the town can fetch, as a file and never as a page", async () => {
    const id = await drafted();
    await begin(id, "sequence", "Rechtsamt").expect(303);
    for (const [file, more, expected] of [
      [null, {}, "signing.scan-missing"],
      [Buffer.from("<html>"), {}, "signing.scan-kind"],
      [pdf, { signedOn: "2099-01-01" }, "signing.day-to-come"],
      [pdf, { signedOn: "2020-01-01" }, "signing.day-too-early"],
      [pdf, { result: "remarks" }, "signing.words-remarks"],
    ] as const) {
      const refused = await enter(id, file, more);
      expect([refused.status, code(refused)]).toEqual([422, expected]);
    }
    expect(await read().selectFrom("SignatureScan").select("coSignature").execute()).toEqual([]);
    await enter(id, pdf).then(({ status, text }) => expect(status, text).toBe(303));
    await enter(id, pdf).then(({ status }) => expect(status).toBe(303));
    const { live, turn } = await roundOf(id);
    expect(live[0]).toMatchObject({ basis: "elsewhere", signatory: "Leitung Rechtsamt", signedBy: "brandt", scanned: true });
    const scan = await get(`/workbench/co-signatures/${turn("Rechtsamt")}/scan`, signer)
      .buffer(true)
      .expect(200);
    expect(scan.headers).toMatchObject({ "content-type": "application/pdf", "x-content-type-options": "nosniff" });
    expect(scan.headers["content-disposition"]).toMatch(/^attachment; filename="Mitzeichnung Rechtsamt [\d-]+\.pdf"$/);
    const kept = await read()
      .selectFrom("SignatureScan")
      .select(["sha256"])
      .where("coSignature", "=", turn("Rechtsamt"))
      .executeTakeFirst();
    expect(kept?.sha256).toBe(createHash("sha256").update(pdf).digest("hex"));
    await request(world.url)
      .get(`/workbench/co-signatures/${turn("Rechtsamt")}/scan`)
      .set("accept", "application/json")
      .expect(401);
    expect((await get(`/workbench/cases/${id}`, secretary)).text).toContain("durch Leitung Rechtsamt");
    await release(id).then(({ status, text }) => expect(status, text).toBe(303));
  });
});

describe("the houses", () => {
  test("a form for co-signing offers the four results, in the words of the workbench", () => {
    let forms = 0;
    for (const house of shippedHouses().values()) {
      for (const form of house.forms.values()) {
        const { result } = form.fields;
        if (!form.kinds.includes("cosigning") || !result) continue;
        forms += 1;
        expect(result.choices).toEqual(Object.fromEntries(signatureResults.map((key) => [key, say(`signing.result-${key}`)])));
      }
    }
    expect(forms).toBeGreaterThan(0);
    expect(signatureResults.filter(needsWords)).toEqual(["remarks", "refuses"]);
  });
});
