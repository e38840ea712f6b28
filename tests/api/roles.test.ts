import request from "supertest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { roles } from "../../plugin/ports/identity.ts";
import { type DescribedOperation, describedOperations } from "../description.ts";
import { bootWorld, type World } from "../world.ts";

let world: World;
beforeAll(async () => {
  world = await bootWorld();
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

/** `service`: the account of a data office's software, by its token instead of a cookie. */
const everybody = ["public", ...roles, "service"] as const;

test("every operation names its roles, and only roles that exist", () => {
  for (const { operationId, roles: named } of describedOperations()) {
    expect(named.length, operationId).toBeGreaterThan(0);
    for (const role of named) expect(everybody, operationId).toContain(role);
  }
});

test.each(everybody)(
  "as %s, each operation lets in or turns away as it says",
  async (role) => {
    const cookie = role === "public" || role === "service" ? "" : await world.signIn(role);
    const token = role === "service" ? world.dataToken : "";
    for (const operation of describedOperations()) {
      const answer = await call(operation, cookie, token);
      const allowed = operation.roles.includes(role) || operation.roles.includes("public");
      // Neither a cookie nor a token says who calls where only the other counts.
      const nobody = role === "public" || role === "service" || operation.roles.includes("service");
      const label = `${operation.operationId} as ${role}: ${answer.status} ${answer.text?.slice(0, 200)}`;
      if (allowed) expect([401, 403], label).not.toContain(answer.status);
      else expect(answer.status, label).toBe(nobody ? 401 : 403);
      expect(answer.status, label).toBeLessThan(500);
    }
  },
  120_000,
);

test("a page asked for without sign-in leads to the sign-in and back", async () => {
  const page = await request(world.url).get("/workbench").set("accept", "text/html").expect(303);
  expect(page.headers.location).toBe("/sign-in?next=%2Fworkbench");
});

test("another site cannot act in a signed-in person's name", async () => {
  const cookie = await world.signIn("council-office");
  const post = request(world.url).post("/sign-out").set("cookie", cookie);
  const answer = await post.set("origin", "https://anderswo.example").set("accept", "application/json").expect(403);
  expect(answer.body.type).toBe("urn:kim-im-rat:cross-site");
});

test("a forged session is no session", async () => {
  const cookie = await world.signIn("approver");
  const forged = cookie.replace(/kim=([^;]+)/, (token) => `${token.slice(0, -4)}AAAA`);
  expect(forged).not.toBe(cookie);
  await request(world.url).get("/workbench").set("cookie", forged).set("accept", "application/json").expect(401);
});

const id = "0123456789abcdef";

/** A request that is right in form, for things that do not exist: whoever may come in gets 200, 204, 303 or 404. */
function call({ method, path, body, operationId }: DescribedOperation, cookie: string, token: string): request.Test {
  const address = path
    .replace("{town}", "koeln")
    .replace("{indicator}", "RES.DULD")
    .replace("{key}", id)
    .replace("{day}", "2026-12-01")
    .replace("{id}", id)
    .replace("{fact}", `${id}01234567.1`);
  const sent = request(world.url)[method as "get" | "post"](address).set("accept", "application/json").set("cookie", cookie);
  if (token) sent.set("authorization", `Bearer ${token}`);
  if (body === "application/json") return sent.send({ dryRun: true, rows: [{ AGS: "05315000" }] });
  if (operationId === "panelSection" || operationId === "workbenchHere")
    return sent.query({ host: "ris.example", path: "/to0050.asp", query: "?__ktonr=1" });
  if (operationId === "signInCallback") return sent.query({ state: "x", person: "niemand" });
  if (operationId === "confirmAttachment") return sent.query({ decision: "approved" });
  if (operationId === "confirmResolution") return sent.query({ resolution: "again" });
  if (body === "multipart/form-data") return forms(sent, operationId);
  const fields = form[operationId];
  return fields ? sent.type("form").send(fields) : sent;
}

function forms(sent: request.Test, operationId: string): request.Test {
  if (operationId === "importTable") return sent.attach("file", Buffer.from("AGS;Indikator\n"), "leer.csv");
  if (operationId === "enterSignature")
    return sent.field({ result: "agrees", answer: id, signedOn: "2026-01-01", signatory: "Amtsleitung" });
  if (operationId === "importOfficeReply") return sent.attach("file", Buffer.from("PK"), "leer.docx");
  const fields = { organization: "Rat", sitting: "2026-01-01", title: "Bericht", status: "draft", text: "" };
  return Object.entries(fields).reduce((form, [name, value]) => form.field(name, value), sent);
}

const inquiry = { askers: "RM Frau Muster", question: "ob das so ist", kind: "question" };
const form: Record<string, Record<string, string>> = {
  vouchFigure: { reason: "Die Zahl gilt weiter." },
  enterStatement: { topic: "T99", text: "x", asOf: "2026-01-01", source: "Bericht", office: "Amt", approvedBy: "Leitung" },
  proposeAttachment: { figures: "0123456789abcdef01234567.1" },
  decideAttachment: { decision: "approved" },
  resolveDelivery: { resolution: "again" },
  openCase: { organization: "Rat", sitting: "2026-01-01", title: "Bericht" },
  dismissCase: { reason: "settled" },
  reopenCase: { reason: "doch gefragt" },
  extendDeadline: { until: "2027-01-01", reason: "mit der Fraktion vereinbart" },
  chooseReceiving: { meeting: "https://ris.example/meeting/1" },
  addHoldingReply: { until: "2027-01-01" },
  noteRisSide: { reference: "1/2026" },
  addLink: { reference: "1/2026" },
  removeLink: { kind: "case", target: "x" },
  markHoldingSent: { day: "2026-01-01" },
  openCaseForItem: { kind: "report" },
  addPromise: { text: "Es wird berichtet." },
  removePromise: { position: "0" },
  prepareOfficeRequest: { office: "Amt" },
  markOfficeRequestSent: { on: "2026-01-01" },
  withdrawOfficeRequest: { reason: "" },
  enterOfficeReply: { version: "1" },
  useOfficeReply: { use: "none" },
  keepOfficeReply: { topic: "T1", text: "x", asOf: "2026-01-01", source: "Bericht", office: "Amt" },
  enterInquiry: inquiry,
  correctInquiry: inquiry,
  splitInquiry: { first: "ob a", second: "ob b" },
  decideInquiry: { decision: "approved" },
  joinInquiries: { other: id },
  moveInquiry: { case: id },
  decideRewording: { decision: "kept" },
  decideAnnouncement: { decision: "dismissed" },
  beginSigning: { order: "parallel", office: "Rechtsamt", due: "2099-01-01" },
  withdrawSigning: { reason: "x" },
  signAnswer: { result: "agrees", answer: id },
  beginCorrection: { reason: "x" },
  withdrawRelease: { reason: "x" },
  editAnswer: { layout: "[]", action: "check" },
};
