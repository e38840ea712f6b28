import request from "supertest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bootWorld, type World } from "../world.ts";

let world: World;
let secretary: string;
beforeAll(async () => {
  world = await bootWorld();
  secretary = await world.signIn("committee-secretary");
});
afterAll(() => world[Symbol.asyncDispose]());

const cases = "/workbench/towns/koeln/cases";

/** Sends a form as a browser does that had the page `from` open. */
function send(address: string, fields: object, { from = address, cookie = secretary } = {}): request.Test {
  const sent = request(world.url).post(address).set("cookie", cookie).set("accept", "text/html,*/*;q=0.8");
  return sent.set("referer", `${world.url}${from}`).type("form").send(fields);
}

test("a refused form comes back on its page with what was typed, the sentence at its field and above", async () => {
  const typed = { organization: 'Rat <b>der</b> "Stadt"', sitting: "kein Tag", title: " ", kind: "report", paperReference: "1/2'3" };
  const { text, status } = await send(cases, typed).then((answer) => answer);
  expect(status).toBe(400);
  expect(text).toContain("<title>Fehler: Anfragen · Köln</title>");
  expect(text).toContain('value="Rat &lt;b&gt;der&lt;/b&gt; &quot;Stadt&quot;"');
  expect(text).toContain('value="1/2&#x27;3"');
  expect(text).toContain('<option value="report" selected>');
  expect(text).not.toContain('<option value="oral-inquiry" selected>');
  expect(text).toMatch(/<span class="kim-error" id="fehler-title">Fehler: [^<]+<\/span><input [^>]*aria-invalid="true"/);
  expect(text).toMatch(/aria-describedby="fehler-sitting"/);
  expect(text).toContain('<a href="#sitting">Sitzung am</a>: Das ist kein Datum');
  const { text: undisturbed } = await request(world.url).get(cases).set("cookie", secretary).expect(200);
  expect(undisturbed).not.toContain("kim-error");
});

test("a text of several lines is kept to the letter, and what hid the form is open", async () => {
  const { headers } = await send(cases, { organization: "Rat", sitting: "2026-09-01", title: "Bericht" }).expect(303);
  const dossier = headers.location ?? "";
  const question = "\nErste Zeile\r\n  zweite </textarea><script>";
  const { text } = await send(`${dossier}/inquiries`, { askers: "", question, kind: "request" }, { from: dossier }).expect(400);
  expect(text).toContain(
    '<textarea id="question" name="question" rows="3" required>\n\nErste Zeile\r\n  zweite &lt;/textarea&gt;&lt;script&gt;</textarea>',
  );
  expect(text).toMatch(/<details open class="kern-card">\s*<summary>Frage von Hand/);
  expect(text).toMatch(/id="fehler-askers"/);
});

test("of a form that its page has no more, what was written can be copied", async () => {
  const { text } = await send(
    "/workbench/inquiries/0123456789abcdef/split",
    { first: "ob das so ist", second: "ob dies so ist" },
    { from: cases },
  ).expect(404);
  expect(text).toContain("Das Formular gibt es nicht mehr");
  expect(text).toMatch(/readonly aria-label="Eingabe 0">\nob das so ist</);
});

test("without a page it came from, signed out, or sent from elsewhere: the sentence, and what was written to be copied", async () => {
  const typed = { organization: "Rat der Stadt", sitting: "2026-09-01", title: "Bericht" };
  const out = await send(cases, typed, { cookie: "" }).expect(401);
  expect(out.text).toContain("Bitte melden Sie sich an.");
  expect(out.text).toContain("Rat der Stadt");
  const auditor = await world.signIn("auditor");
  const refused = await send("/workbench/towns/koeln/minutes", typed, { cookie: auditor }).expect(403);
  expect(refused.text).not.toContain("Niederschrift aufnehmen");
  const elsewhere = request(world.url).post(cases).set("cookie", secretary).set("accept", "text/html");
  const foreign = await elsewhere
    .set("referer", "https://anderswo.example/x")
    .type("form")
    .send({ ...typed, title: "" })
    .expect(400);
  expect(foreign.text).toContain("<h1>Das geht so nicht</h1>");
});

test("programs get the problem as before", async () => {
  const post = request(world.url)
    .post(cases)
    .set("cookie", secretary)
    .set("accept", "application/json")
    .set("referer", `${world.url}${cases}`);
  const { body } = await post.type("form").send({ organization: "Rat" }).expect(400);
  expect(body).toMatchObject({ type: "urn:kim-im-rat:bad-request", status: 400 });
});

test("an upload without a file says so at its field, and keeps the rest", async () => {
  const address = "/workbench/towns/koeln/minutes";
  const post = request(world.url)
    .post(address)
    .set("cookie", secretary)
    .set("accept", "text/html")
    .set("referer", `${world.url}${address}`);
  const { text } = await post
    .field({ organization: "Integrationsrat", sitting: "2026-09-01", title: "Bericht", status: "approved", text: "" })
    .expect(422);
  expect(text).toContain('value="Integrationsrat"');
  expect(text).toContain('<option value="approved" selected>');
  expect(text).toMatch(/id="fehler-text">Fehler: /);
});
