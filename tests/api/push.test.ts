import request from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { currentFigures } from "../../plugin/store/figures.ts";
import { currentStatements } from "../../plugin/store/statements.ts";
import { bootWorld, type World } from "../world.ts";

let world: World;
beforeAll(async () => {
  world = await bootWorld();
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const figures = "/api/towns/koeln/figures";
const push = (path: string, body: object, token = world.dataToken) =>
  request(world.url).post(path).set("authorization", `Bearer ${token}`).set("accept", "application/json").send(body);

const row = {
  AGS: "05315000",
  Indikator: "RES.AUSR",
  Stichtag: "2026-06-30",
  Wert: 1200,
  Einheit: "Personen",
  Status: "endgültig",
  Quelle: "Fachverfahren",
  Stelle: "Ausländeramt",
  Quellsystem: "Fachverfahren X",
  "Abgerufen am": "2026-07-02T06:00",
  Verfahren: "round5",
};
const stored = async () => (await currentFigures(world.parts.store.read, "koeln")).filter(({ indicator }) => indicator === "RES.AUSR");

describe("software of the data office delivers", () => {
  test("a dry run decides everything and writes nothing", async () => {
    const { body } = await push(figures, { dryRun: true, rows: [row] }).expect(200);
    expect(body).toMatchObject({ kind: "figures", dryRun: true, rows: 1, new: 1, refused: [], corrections: [] });
    expect(await stored()).toEqual([]);
  });

  test("what is right is taken, what is not is named by its place and member; nothing unprotected comes in", async () => {
    const rows = [row, { ...row, Stichtag: "2026-05-31", Verfahren: "", Wert: 1203 }, { ...row, Stichtag: { day: 1 } }, "kein Objekt"];
    const { body } = await push(figures, { rows }).expect(200);
    expect(body).toMatchObject({ rows: 4, new: 1, refusedRows: 3 });
    expect(body.refused.map(({ line, column, code }: Record<string, unknown>) => [line, column, code])).toEqual([
      [2, "Verfahren", "import.unprotected"],
      [3, undefined, "import.json-row"],
      [4, undefined, "import.json-row"],
    ]);
    expect(body.refused[0].message).toContain("Personen");
    expect(JSON.stringify(body)).not.toContain("1203");
    expect(await stored()).toMatchObject([
      { value: "1200", office: "Ausländeramt", system: "Fachverfahren X", extracted: "2026-07-02T06:00", area: { name: "Köln" } },
    ]);
  });

  test("the same again changes nothing; a correction names the version and shows old and new; the history names the account", async () => {
    expect((await push(figures, { rows: [{ ...row, "Abgerufen am": "2026-07-03" }] }).expect(200)).body).toMatchObject({ unchanged: 1 });
    const [before] = await stored();
    const { body } = await push(figures, { rows: [{ ...row, Wert: "1.205", Status: "berichtigt" }] }).expect(200);
    expect(body.corrections).toMatchObject([
      { line: 1, replaces: before?.id, changes: [{ column: "Wert" }, { column: "Status" }, { column: "Abgerufen am" }].slice(0, 2) },
    ]);
    const deeds = await world.parts.store.read
      .selectFrom("History")
      .select(["by", "action"])
      .where("by", "=", "service:fachverfahren")
      .execute();
    expect(deeds.map(({ action }) => action)).toEqual(["imported", "corrected"]);
  });

  test("statements, and each form at its own address", async () => {
    const statement = {
      AGS: "05315000",
      Thema: "T22",
      Text: "Es gibt einen Beirat.",
      Stand: "2026-06-30",
      Quelle: "Bericht",
      Dienststelle: "KI",
      "Freigegeben von": "Leitung",
    };
    expect((await push("/api/towns/koeln/statements", { rows: [statement] }).expect(200)).body).toMatchObject({
      kind: "statements",
      new: 1,
    });
    expect((await currentStatements(world.parts.store.read, "koeln", ["T22"])).map(({ text }) => text)).toContain("Es gibt einen Beirat.");
    const wrong = await push(figures, { rows: [statement] }).expect(422);
    expect(wrong.body.type).toMatch(/^urn:kim-im-rat:import\./);
  });
});

describe("who may", () => {
  const refusal = async (answer: request.Test, status: number, type: string) => {
    const { body, headers } = await answer.expect(status).expect("content-type", /application\/problem\+json/);
    expect(body.type).toBe(`urn:kim-im-rat:${type}`);
    return headers;
  };

  test("without a token, with a wrong one, and with a cookie of the data office: 401", async () => {
    const headers = await refusal(
      request(world.url)
        .post(figures)
        .set("accept", "application/json")
        .send({ rows: [row] }),
      401,
      "service.needed",
    );
    expect(headers["www-authenticate"]).toBe("Bearer");
    await refusal(push(figures, { rows: [row] }, `${world.dataToken}x`), 401, "service.needed");
    const cookie = await world.signIn("data-office");
    await refusal(
      request(world.url)
        .post(figures)
        .set("cookie", cookie)
        .set("accept", "application/json")
        .send({ rows: [row] }),
      401,
      "service.needed",
    );
  });

  test("another town, and one that does not exist: 403", async () => {
    await refusal(push("/api/towns/aachen/figures", { rows: [row] }), 403, "service.other-town");
    await refusal(push("/api/towns/nirgendwo/figures", { rows: [row] }), 403, "service.other-town");
  });

  test("the token opens nothing else", async () => {
    await request(world.url)
      .get("/workbench")
      .set("authorization", `Bearer ${world.dataToken}`)
      .set("accept", "application/json")
      .expect(401);
  });

  test("what is no list of rows, no JSON or too large is refused", async () => {
    await push(figures, { rows: [] }).expect(400);
    await push(figures, { rows: [row], surprise: 1 }).expect(400);
    await push(figures, { rows: [1, 2] }).expect(422);
    const raw = (text: string) =>
      request(world.url)
        .post(figures)
        .set("authorization", `Bearer ${world.dataToken}`)
        .set("accept", "application/json")
        .type("json")
        .send(text);
    await raw("{").expect(400);
    await raw(JSON.stringify({ rows: [{ ...row, Hinweis: "x".repeat(11 * 1024 * 1024) }] })).expect(413);
  });
});
