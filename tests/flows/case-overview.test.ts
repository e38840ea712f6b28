import { createHash } from "node:crypto";
import fc from "fast-check";
import request from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CalendarEntry, ics } from "../../plugin/inquiry/calendar/ics.ts";
import { addDays } from "../../plugin/inquiry/deadline/days.ts";
import { timesChart } from "../../plugin/inquiry/times/chart.ts";
import { timesCsv } from "../../plugin/inquiry/times/csv.ts";
import { standingsOf, type TimedCase, timesOf } from "../../plugin/inquiry/times.ts";
import { today } from "../../plugin/ports/clock.ts";
import { bootWorld, type World } from "../world.ts";

const now = new Date("2026-11-22T09:30:15.123Z");
const entry: CalendarEntry = { uid: "c1-due@kim.example", day: "2026-12-01", summary: "x", description: "y", url: "https://kim.example/a" };

describe("a calendar (RFC 5545)", () => {
  test("byte for byte", () => {
    const given = { ...entry, summary: "Antwort fällig: Stellen; Räume, Kosten \\ offen", description: "Zeile 1\nZeile 2" };
    expect(ics("KIM im Rat: Köln", [given], now)).toBe(
      [
        ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//KIM im Rat//Fristen//DE", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"],
        ...["X-WR-CALNAME:KIM im Rat: Köln", "BEGIN:VEVENT", "UID:c1-due@kim.example", "DTSTAMP:20261122T093015Z"],
        ...[
          "DTSTART;VALUE=DATE:20261201",
          "SUMMARY:Antwort fällig: Stellen\\; Räume\\, Kosten \\\\ offen",
          "DESCRIPTION:Zeile 1\\nZeile 2",
        ],
        ...["URL:https://kim.example/a", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", ""],
      ].join("\r\n"),
    );
  });

  test("whatever a title holds: no line over 75 octets, no character broken, and the title comes back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const calendar = ics("x", [{ ...entry, summary: text }], now);
        const lines = calendar.split("\r\n");
        for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        const read = /\r\nSUMMARY:(.*)\r\n/.exec(calendar.replaceAll("\r\n ", ""))?.[1] ?? "";
        const plain = read.replace(/\\(.)/g, (_whole, character: string) => (character === "n" ? "\n" : character));
        expect(plain).toBe(text.replace(/\r\n|\r/g, "\n").replace(/(?!\n)\p{Cc}/gu, ""));
      }),
    );
  });
});

describe("times per office", () => {
  const of = (office: string | null, days: number, more: Partial<TimedCase> = {}): TimedCase => ({
    ...{ kind: "oral-inquiry", office, sitting: "2026-07-01", opened: "2026-07-02T08:00:00Z", due: "2026-08-01" },
    ...{ released: `${addDays("2026-07-01", days)}T10:00:00Z`, ...more },
  });

  test("median and 90th percentile of days from question to answer, by quarter of the answer", () => {
    const cases = [10, 20, 30, 40, 50, 60, 70, 80, 85, 90].map((days) => of("Amt 50", days));
    expect(timesOf(cases)).toEqual([
      { office: "Amt 50", kind: "oral-inquiry", quarter: "2026-Q3", count: 10, median: 55, p90: 85 },
      { office: null, kind: "oral-inquiry", quarter: "2026-Q3", count: 10, median: 55, p90: 85 },
    ]);
    const [paper] = timesOf([1, 1, 1].map(() => of("Amt 50", 31, { kind: "report" })));
    expect(paper).toMatchObject({ median: 30 });
  });

  test("one or two cases are not shown, and cannot be told from the total either", () => {
    const times = timesOf([of("Amt 50", 10), of("Amt 50", 20), of("Amt 50", 30), of("Amt 33", 80)]);
    expect(times.map(({ office, count, median, p90 }) => [office, count, median, p90])).toEqual([
      ["Amt 50", 3, 20, 30],
      ["Amt 33", null, null, null],
      [null, null, null, null],
    ]);
    const together = timesOf([of("A", 10), of("A", 20), of("A", 30), of("B", 80), of("B", 81), of("C", 82)]);
    expect(together.find(({ office }) => office === null)).toMatchObject({ count: 6 });
  });

  test("what is open: too few are a dot, and one late case among many is not told", () => {
    const open = (due: string) => of("Amt 50", 0, { released: null, due });
    const late = ["2026-08-01", "2026-12-01", "2026-12-01"].map(open);
    expect(standingsOf(late, "2026-11-22")).toEqual([{ office: "Amt 50", kind: "oral-inquiry", open: 3, overdue: null }]);
    expect(standingsOf(late.slice(1), "2026-11-22")[0]).toMatchObject({ open: null, overdue: null });
    const csv = timesCsv([], standingsOf(late.slice(1), "2026-11-22"));
    expect(csv.split("\n")[1]).toBe("Amt 50;Mündliche Anfrage;;;;;.;.");
  });

  test("the chart keeps quarters without an answer and hides what the table hides", () => {
    const quarters = ["2026-01-15", "2026-07-15", "2026-10-15"].flatMap((sitting, index) =>
      Array.from({ length: index === 1 ? 2 : 4 }, (_, days) =>
        of("A", 0, { sitting, released: `${addDays(sitting, 10 + days)}T10:00:00Z` }),
      ),
    );
    const words = { title: "t", description: "d", median: "Median", p90: "90 %" };
    const drawn = timesChart(timesOf(quarters), "oral-inquiry", words);
    expect(drawn?.dates.length).toBeGreaterThan(1);
    expect(drawn?.hidden).toBe(true);
    expect(drawn?.lines).toHaveLength(2);
    expect(timesChart(timesOf(quarters.slice(0, 4)), "oral-inquiry", words)).toBeNull();
  });
});

describe("in the running service", () => {
  let world: World;
  let secretary: string;
  let first: string;
  beforeAll(async () => {
    world = await bootWorld();
    secretary = await world.signIn("committee-secretary");
    const place = { organization: "Ausschuss für Chancengerechtigkeit und Integration", sitting: "2026-09-21" };
    const open = async (title: string) => {
      const answer = await post("/workbench/towns/koeln/cases", { ...place, title }).expect(303);
      return /cases\/(\w+)/.exec(answer.headers.location ?? "")?.[1] ?? "";
    };
    first = await open("Stellen im Kalender");
    await post(`/workbench/cases/${first}/inquiries`, { askers: "Frau Geheimnis", question: "ob das so ist", kind: "question" }).expect(
      303,
    );
    const hidden = await open("Personalsache im Kalender");
    await world.parts.store.write(async (transaction) => {
      await transaction.updateTable("Case").set({ public: 0 }).where("id", "=", hidden).execute();
      await transaction.updateTable("Case").set({ due: "2026-12-24", internalDue: "2026-12-10" }).where("id", "=", first).execute();
    });
  }, 60_000);
  afterAll(() => world[Symbol.asyncDispose]());
  const get = (path: string, cookie = secretary) => request(world.url).get(path).set("cookie", cookie).set("accept", "text/html");
  const post = (path: string, fields: object, cookie = secretary) =>
    request(world.url).post(path).set("cookie", cookie).set("accept", "text/html").type("form").send(fields);
  const feed = (address: string) => request(world.url).get(new URL(address).pathname + new URL(address).search);
  const renewed = async () => {
    const page = (await post("/workbench/towns/koeln/calendar", {}).expect(200)).text;
    return /http[^<]+fristen\.ics/.exec(page)?.[0] ?? "";
  };

  test("a secret address gives the town's days without sign-in, without names, and of a non-public case not even the title", async () => {
    const address = await renewed();
    const answer = await feed(address).expect(200);
    expect(answer.headers["content-type"]).toContain("text/calendar");
    const plain = answer.text.replaceAll("\r\n ", "");
    expect(plain).toContain("SUMMARY:Antwort fällig: Stellen im Kalender");
    expect(plain).toContain(`UID:${first}-due@`);
    expect(plain).toContain("DTSTART;VALUE=DATE:20261210");
    expect(plain).toContain("nichtöffentlicher Vorgang");
    expect(plain).not.toMatch(/Geheimnis|Personalsache/);
    const again = (await feed(address).expect(200)).text.match(/^UID:.*$/gm);
    expect(again).toEqual(answer.text.match(/^UID:.*$/gm));
  });

  test("per role only its days", async () => {
    const address = await renewed();
    const approver = (await feed(`${address}?role=approver`).expect(200)).text.replaceAll("\r\n ", "");
    expect(approver).toContain("Antwort fällig: Stellen im Kalender");
    expect(approver).not.toContain("Antwort im Haus fertig");
    const office = (await feed(`${address}?role=council-office`).expect(200)).text.replaceAll("\r\n ", "");
    expect(office).toContain("SUMMARY:Sitzung: ");
    expect(office).not.toContain("Stellen im Kalender");
    await feed(`${address}?role=chef`).expect(400);
  });

  test("renewing ends the address before, deleting the last; only the hash is stored, and it ends by itself", async () => {
    const { store } = world.parts;
    const old = await renewed();
    const address = await renewed();
    await feed(old).expect(404);
    const token = /calendar\/([^/]+)\//.exec(address)?.[1] ?? "";
    const rows = await store.read.selectFrom("CalendarFeed").selectAll().execute();
    expect(rows).toEqual([expect.objectContaining({ hash: createHash("sha256").update(token).digest("hex"), person: "brandt" })]);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect((await get("/workbench/towns/koeln/calendar").expect(200)).text).not.toContain(token);
    const until = rows[0]?.until ?? "";
    await store.write((transaction) => transaction.updateTable("CalendarFeed").set({ until: "2020-01-01" }).execute());
    await feed(address).expect(404);
    await store.write((transaction) => transaction.updateTable("CalendarFeed").set({ until }).execute());
    await feed(address).expect(200);
    await post("/workbench/towns/koeln/calendar/removal", {}).expect(303);
    await feed(address).expect(404);
    const actions = await store.read.selectFrom("History").select("action").where("action", "like", "calendar-%").execute();
    expect(actions.filter(({ action }) => action === "calendar-revoked")).toHaveLength(1);
  });

  test("the digest says what is late, due, moved, promised and can be closed, and the morning's page leads there", async () => {
    const day = today(world.parts.clock);
    const { write } = world.parts.store;
    const shared = {
      town: "koeln",
      kind: "report" as const,
      organization: "Rat",
      sitting: day,
      house: "standard/bericht",
      opened: `${day}T08:00:00Z`,
    };
    const make = (id: string, more: object) =>
      write((transaction) =>
        transaction
          .insertInto("Case")
          .values({ id, title: `Vorgang ${id}`, ...shared, due: day, receiving: null, details: "{}", state: "open", ...more })
          .execute(),
      );
    await make("late", { due: addDays(day, -3) });
    await make("soon", { due: addDays(day, 3) });
    await make("house", { due: addDays(day, 20), internalDue: addDays(day, -1) });
    await make("gone", { due: addDays(day, 20), receiving: addDays(day, 30), receivingMeeting: "https://ris.example/meeting/none" });
    await make("done", { state: "released", receiving: addDays(day, -2) });
    const page = (await get("/workbench/towns/koeln/digest").expect(200)).text;
    const section = (heading: string) => page.split("<h2").find((part) => part.includes(heading)) ?? "";
    expect(section("Überfällig")).toContain("Vorgang late");
    expect(section("Fällig bis")).toContain("Vorgang soon");
    expect(section("Interne Frist erreicht")).toContain("Vorgang house");
    expect(section("Sitzung verlegt")).toContain("Vorgang gone");
    expect(section("Kann abgeschlossen werden")).toContain("Vorgang done");
    expect(section("Wer am Zug ist")).toContain("Schriftführung sichtet Fragen");
    expect(page).not.toContain("Geheimnis");
    expect((await get("/workbench").expect(200)).text).toContain("/workbench/towns/koeln/digest");
    await get("/workbench/towns/anderswo/digest").expect(404);
  });

  test("times as page and CSV, by office", async () => {
    const answers = Array.from({ length: 4 }, (_, index) => `t${index}`);
    await world.parts.store.write(async (transaction) => {
      for (const [index, id] of answers.entries()) {
        const place = {
          town: "koeln",
          kind: "written-inquiry" as const,
          organization: "Rat",
          sitting: "2026-04-01",
          house: "standard/nummeriert",
        };
        const rest = { due: "2026-05-01", receiving: null, opened: "2026-04-02T00:00:00Z", details: "{}", state: "released" as const };
        await transaction
          .insertInto("Case")
          .values({ id, title: id, ...place, ...rest, office: "Amt 50" })
          .execute();
        const decided = { decision: "approved" as const, decidedBy: "celik", decidedAt: "2026-05-01T08:00:00Z" };
        await transaction
          .insertInto("Answer")
          .values({
            id: `a-${id}`,
            town: "koeln",
            case: id,
            version: 1,
            house: "x",
            content: "{}",
            draftedBy: "b",
            draftedAt: "2026-05-01",
            ...decided,
          })
          .execute();
        const deed = { town: "koeln", subject: "Answer", subjectId: `a-${id}`, action: "released", by: "celik", detail: "{}" };
        await transaction
          .insertInto("History")
          .values({ ...deed, at: `${addDays("2026-04-01", 10 * (index + 1))}T10:00:00Z` })
          .execute();
      }
    });
    const csv = await request(world.url).get("/workbench/towns/koeln/times.csv").set("cookie", secretary).expect(200);
    expect(csv.text).toContain("Amt 50;Schriftliche Anfrage;2026-Q2;4;25;40;;");
    const page = (await get("/workbench/towns/koeln/times").expect(200)).text;
    expect(page).toMatch(/2026-Q2<\/td><th scope="row">Amt 50<\/th><td>4<\/td><td>25<\/td><td>40<\/td>/);
    expect(page).not.toMatch(/celik|brandt/);
  });
});
