import request from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TownConfig } from "../../plugin/config.ts";
import { outgoingAnswer } from "../../plugin/inquiry/answer-document.ts";
import { correctAnswer, withdrawAnswer } from "../../plugin/inquiry/correction.ts";
import { release as releaseAnswer } from "../../plugin/inquiry/release.ts";
import type { Store } from "../../plugin/ports/store.ts";
import { caseOf } from "../../plugin/store/cases.ts";
import type { Tables } from "../../plugin/store/tables.ts";
import { bootWorld, until, type World } from "../world.ts";

let world: World;
let secretary: string;
let approver: string;
beforeAll(async () => {
  world = await bootWorld();
  secretary = await world.signIn("committee-secretary");
  approver = await world.signIn("approver");
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const read = () => world.parts.store.read;
const post = (path: string, fields: object, cookie: string) =>
  request(world.url).post(path).set("cookie", cookie).set("accept", "application/json").type("form").send(fields);
const get = (path: string, cookie: string) => request(world.url).get(path).set("cookie", cookie).set("accept", "text/html");
const code = (answer: request.Response) => String(answer.body.type).replace("urn:kim-im-rat:", "");
const text = async (id: string) => (await get(`/workbench/answers/${id}/document?format=txt`, secretary).expect(200)).text;

let cases = 0;

/** A case of Köln with a released answer. */
async function released(): Promise<{ id: string; answer: string }> {
  cases += 1;
  const fields = {
    organization: "Ausschuss für Chancengerechtigkeit und Integration",
    ...{ sitting: "2026-09-21", title: `Besetzung ${cases}`, status: "draft" },
    text: `RM Frau Muster fragt, wie viele Stellen im Case Management besetzt sind. Die Verwaltung sagt eine Antwort zu. (${cases})`,
  };
  const opened = await request(world.url).post("/workbench/towns/koeln/minutes").set("cookie", secretary).field(fields).expect(303);
  const id = /cases\/(\w+)/.exec(opened.headers.location ?? "")?.[1] ?? "";
  await post(`/workbench/cases/${id}/answers`, {}, secretary).expect(303);
  const answer = (await versionsOf(id))[0]?.id ?? "";
  await post(`/workbench/answers/${answer}/release`, {}, approver).expect(303);
  return { id, answer };
}

/** Newest first. */
const versionsOf = (id: string) => read().selectFrom("Answer").selectAll().where("case", "=", id).orderBy("version", "desc").execute();
const decisions = async (id: string) => (await versionsOf(id)).map(({ decision }) => decision);
const stateOf = async (id: string) => (await caseOf(read(), id)).state;
const sent = (answer: string) => read().selectFrom("Delivery").selectAll().where("subjectId", "=", answer).execute();
const settled = (answer: string) =>
  until(async () => {
    const rows = (await sent(answer)).filter(({ target }) => target !== "ris");
    return rows.length > 0 && rows.every(({ state }) => state === "confirmed" || state === "not-due") && rows;
  });

const correct = (answer: string, reason = "Einzelne Stellen waren doppelt gezählt") =>
  post(`/workbench/answers/${answer}/correction`, { reason }, secretary);

describe("a correction", () => {
  let id: string;
  let first: string;
  let second: string;

  test("starts from the released answer, which stays in force; a double click begins it once", async () => {
    ({ id, answer: first } = await released());
    await settled(first);
    await correct(first).expect(303);
    await correct(first).expect(303);
    const versions = await versionsOf(id);
    expect(versions.map(({ decision, version }) => [version, decision])).toEqual([
      [2, "proposed"],
      [1, "approved"],
    ]);
    expect(await stateOf(id)).toBe("correcting");
    expect(await text(versions[0]?.id ?? "")).toContain("Korrigierte Fassung (Entwurf)");
    expect(await text(first)).not.toMatch(/Korrigierte|ENTWURF/);
    const page = (await get(`/workbench/cases/${id}`, secretary)).text;
    expect(page).toContain("Die freigegebene Fassung 1 gilt weiter");
    expect((await get("/workbench", approver)).text).toContain(`Besetzung ${cases}`);
  });

  test("is edited like any draft, and the promises of the released answer hold meanwhile", async () => {
    await post(`/workbench/cases/${id}/promises`, { text: "Über die Besetzung wird laufend berichtet.", until: "2027-03-01" }, secretary);
    await post(`/workbench/cases/${id}/answers`, {}, secretary).expect(303);
    const [draft] = await versionsOf(id);
    second = draft?.id ?? "";
    expect(draft).toMatchObject({ version: 3, decision: "proposed" });
    expect(await text(second)).toMatch(/Korrigierte Fassung.*laufend berichtet/s);
    expect((await get("/workbench/towns/koeln/cases", secretary)).text).not.toContain("laufend berichtet");
  });

  test("is released by somebody else, replaces the earlier version in the same moment, and says so", async () => {
    const own = await post(`/workbench/answers/${second}/release`, {}, secretary);
    expect(own.status).toBe(403);
    await post(`/workbench/answers/${second}/release`, {}, approver).expect(303);
    const again = await post(`/workbench/answers/${second}/release`, {}, approver);
    expect(again.status).toBe(409);
    expect(await decisions(id)).toEqual(["approved", "proposed", "withdrawn"]);
    expect(await stateOf(id)).toBe("released");
    const said = await text(second);
    const day = String.raw`\d\d\.\d\d\.\d{4}`;
    expect(said).toMatch(
      new RegExp(`Korrigierte Fassung vom ${day}, ersetzt die Fassung vom ${day}; Grund: Einzelne Stellen waren doppelt gezählt\n`),
    );
    const page = (await get(`/workbench/cases/${id}`, secretary)).text;
    expect(page).toContain("ersetzt durch Fassung 3");
    expect((await get("/workbench/towns/koeln/cases", secretary)).text).toContain("laufend berichtet");
  });

  test("is filed as the next version of the same document, once", async () => {
    const [before, after] = [await settled(first), await settled(second)];
    for (const row of after) {
      const earlier = before.find(({ target, part }) => target === row.target && part === row.part);
      expect(row).toMatchObject({
        follows: earlier?.id,
        title: earlier?.title,
        folder: earlier?.folder,
        state: "confirmed",
        action: "file",
      });
    }
    expect(after.length).toBe(before.length);
    const counted = await request(world.url).get("/metrics").expect(200);
    const attempts = Number(/kim_deliveries_total\{town="koeln",state="confirmed"\} (\d+)/.exec(counted.text)?.[1]);
    expect(attempts).toBeGreaterThanOrEqual(before.length + after.length);
    expect(before.every(({ state }) => state === "confirmed")).toBe(true);
    const data = after.find(({ part }) => part === "data")?.bytes ?? Buffer.alloc(0);
    expect(JSON.parse(Buffer.from(data).toString("utf8")).correction).toMatchObject({ reason: "Einzelne Stellen waren doppelt gezählt" });
  });

  test("can be given up: the released answer stays as it was, and another correction may begin", async () => {
    await correct(second, "Noch einmal").expect(303);
    await post(`/workbench/cases/${id}/correction/end`, {}, secretary).expect(303);
    await post(`/workbench/cases/${id}/correction/end`, {}, secretary).expect(303);
    expect((await decisions(id)).slice(0, 2)).toEqual(["rejected", "approved"]);
    expect(await stateOf(id)).toBe("released");
    await correct(second, "Jetzt aber").expect(303);
    expect((await decisions(id)).slice(0, 3)).toEqual(["proposed", "rejected", "approved"]);
    expect(code(await correct(first, "Die alte"))).toBe("decision.too-late");
  });
});

describe("a released answer that is taken back", () => {
  let id: string;
  let first: string;

  test("no longer holds, and its case is to be answered again; who may not release may not take back", async () => {
    ({ id, answer: first } = await released());
    await settled(first);
    await post(`/workbench/answers/${first}/withdrawal`, { reason: "x" }, secretary).expect(403);
    await post(`/workbench/answers/${first}/withdrawal`, { reason: " " }, approver).expect(400);
    await post(`/workbench/answers/${first}/withdrawal`, { reason: "Es sind siebenundvierzig Personen" }, approver).expect(422);
    await post(`/workbench/answers/${first}/withdrawal`, { reason: "Frage missverstanden" }, approver).expect(303);
    await post(`/workbench/answers/${first}/withdrawal`, { reason: "Frage missverstanden" }, approver).expect(303);
    expect(await decisions(id)).toEqual(["withdrawn"]);
    expect(await stateOf(id)).toBe("drafted");
    const page = (await get(`/workbench/cases/${id}`, secretary)).text;
    expect(page).toContain("zurückgezogen von celik");
    expect(page).toContain("Grund: Frage missverstanden");
    const deeds = await read().selectFrom("History").select(["action", "detail"]).where("subjectId", "=", first).execute();
    expect(deeds.filter(({ action }) => action === "withdrawn").map(({ detail }) => JSON.parse(detail))).toEqual([
      { reason: "Frage missverstanden" },
    ]);
  });

  test("is marked where it was filed, by a notice with the reason", async () => {
    const rows = await settled(first);
    const notices = rows.filter(({ action, part }) => action === "withdraw" && part === "document");
    expect(notices.length).toBeGreaterThan(0);
    expect(notices.every(({ state, sha256 }) => state === "confirmed" && sha256 !== null)).toBe(true);
    const [row] = await versionsOf(id);
    const printed = { ...world.parts.renderer, check: async () => ({ ok: false, facts: [] }) };
    const on = { town: "Köln", title: "Beantwortung", approved: null, action: "withdraw", renderer: printed } as const;
    const parts = row ? await outgoingAnswer(row, await caseOf(read(), id), on).render() : [];
    expect(
      parts.map(({ part, bytes }) => [part, /Zurückgezogen.*Grund: Frage missverstanden/s.test(Buffer.from(bytes).toString("utf8"))]),
    ).toEqual([["document", true]]);
  });

  test("leaves what became public in the ledger", async () => {
    const shown = await read().selectFrom("Publication").select("subjectId").where("subject", "=", "Answer").execute();
    const figures = JSON.parse((await versionsOf(id))[0]?.content ?? "{}").draft.sources.filter(
      ({ kind }: { kind: string }) => kind === "figure",
    );
    expect(shown.some(({ subjectId }) => subjectId === first)).toBe(figures.length > 0);
  });

  test("is followed by a new answer, filed beside what was withdrawn", async () => {
    await post(`/workbench/cases/${id}/promises`, { text: "Es wird berichtet." }, secretary).expect(303);
    await post(`/workbench/cases/${id}/answers`, {}, secretary).expect(303);
    const next = (await versionsOf(id))[0]?.id ?? "";
    expect(await text(next)).not.toContain("Korrigierte Fassung");
    await post(`/workbench/answers/${next}/release`, {}, approver).expect(303);
    const rows = (await settled(next)).filter(({ part }) => part === "document");
    expect(rows.every(({ state, separate }) => state === "confirmed" && separate === 1)).toBe(true);
  });

  test("may be taken back while its correction is being signed, and the correction goes on", async () => {
    const { id: other, answer } = await released();
    await correct(answer).expect(303);
    const fields = { order: "parallel", office: "Rechtsamt", due: "2099-01-01" };
    await post(`/workbench/cases/${other}/signing-rounds`, fields, secretary).expect(303);
    await post(`/workbench/answers/${answer}/withdrawal`, { reason: "Sofort weg" }, approver).expect(303);
    expect([await stateOf(other), await decisions(other)]).toEqual(["signing", ["proposed", "withdrawn"]]);
  });
});

describe("whatever breaks off", () => {
  /** A store whose transactions fail at their n-th statement that writes. */
  function failing(store: Store<Tables>, at: number): Store<Tables> {
    let statements = 0;
    const writes = new Set(["insertInto", "updateTable", "deleteFrom"]);
    return {
      ...store,
      write: (work) =>
        store.write((transaction) =>
          work(
            new Proxy(transaction, {
              get(target, name) {
                if (writes.has(String(name)) && ++statements === at) throw new Error("the power is gone");
                const member = Reflect.get(target, name, target);
                return typeof member === "function" ? member.bind(target) : member;
              },
            }),
          ),
        ),
    };
  }

  /** Does it, breaking off at every statement in turn, until it goes through. @returns how often it broke off */
  async function despite(work: (store: Store<Tables>) => Promise<unknown>, unchanged: () => Promise<void>): Promise<number> {
    for (let at = 1; at < 200; at++) {
      const broke = await work(failing(world.parts.store, at)).then(
        () => false,
        (error: Error) => {
          expect(error.message).toBe("the power is gone");
          return true;
        },
      );
      if (!broke) return at - 1;
      await unchanged();
    }
    throw new Error("it never went through");
  }

  test("between two steps of a correction, its release or its withdrawal changes nothing, and again does it once", async () => {
    const { id, answer } = await released();
    const town = world.parts.config.towns.get("koeln") as TownConfig;
    const row = async () => {
      const [newest] = await versionsOf(id);
      if (!newest) throw new Error("no version");
      return newest;
    };
    const of = await caseOf(read(), id);
    const start = await row();
    const rows = async () => (await read().selectFrom("History").select("sequence").execute()).length;
    let before = await rows();
    const asIs =
      (...expected: string[]) =>
      async () => {
        expect([await decisions(id), await rows()]).toEqual([expected, before]);
      };
    const began = await despite((store) => correctAnswer({ ...world.parts, store }, of, start, "Grund", "brandt"), asIs("approved"));
    expect(began).toBeGreaterThan(2);
    await settled(answer);
    const draft = await row();
    before = await rows();
    const freed = await despite(
      (store) => releaseAnswer({ ...world.parts, store }, town, draft, of, "celik"),
      asIs("proposed", "approved"),
    );
    expect(freed).toBeGreaterThan(5);
    expect(await decisions(id)).toEqual(["approved", "withdrawn"]);
    await settled(draft.id);
    before = await rows();
    const current = await row();
    const took = await despite(
      (store) => withdrawAnswer({ ...world.parts, store }, town, of, current, "Grund", "celik"),
      asIs("approved", "withdrawn"),
    );
    expect(took).toBeGreaterThan(4);
    expect(await decisions(id)).toEqual(["withdrawn", "withdrawn"]);
    const filed = (await sent(draft.id)).filter(({ action }) => action === "file");
    expect(new Set(filed.map(({ target, part }) => `${target} ${part}`)).size).toBe(filed.length);
  });

  test("the store refuses two answers of a case in force", async () => {
    const { id, answer } = await released();
    await correct(answer).expect(303);
    const force = world.parts.store.write((transaction) =>
      transaction.updateTable("Answer").set({ decision: "approved" }).where("case", "=", id).execute(),
    );
    await expect(force).rejects.toThrow(/unique/i);
  });
});
