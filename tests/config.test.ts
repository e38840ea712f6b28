import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfig } from "../plugin/config.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kim-config-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const installation = {
  demo: true,
  baseUrl: "https://kim.example",
  store: "kim.db",
  identity: { adapter: "fake", settings: { towns: ["musterstadt"] } },
  sessionSecret: { env: "SECRET" },
};
const town = {
  name: "Musterstadt",
  ags: "05999999",
  house: "koeln",
  ris: { adapter: "oparl", settings: { url: "https://ris.example/oparl" } },
};
const env = { SECRET: "x".repeat(40) };

function write(name: string, content: unknown): void {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
}

test("reads a folder, fills in defaults, takes secrets from the environment", () => {
  write("installation.json", installation);
  write("musterstadt.json", town);
  const config = readConfig(folder, env);
  expect(config.installation).toMatchObject({ port: 8080, host: "127.0.0.1", sessionSecret: env.SECRET });
  expect(config.towns.get("musterstadt")).toMatchObject({
    key: "musterstadt",
    fourEyes: true,
    deadline: { kind: "nextMeeting", leadDays: 0 },
  });
  expect(readConfig(join(folder, "installation.json"), env)).toEqual(config);
});

test.each([
  ["a missing folder", () => readConfig(join(folder, "nichts"), env), /nichts gibt es nicht/],
  ["no town", () => write("installation.json", installation), /steht keine Kommune/],
  ["no JSON", () => both("{"), /kein gültiges JSON/],
  ["an unknown key", () => both({ ...town, colour: "red" }), /musterstadt\.json.*colour/s],
  ["a wrong value", () => both({ ...town, ags: "123" }), /„ags“/],
  ["a missing secret", () => both(town), /Umgebungsvariable SECRET/, {}],
  ["a secret in the file", () => both(town, { ...installation, sessionSecret: env.SECRET }), /„sessionSecret“ steht offen in der Datei/],
  ["an identity that proves nothing", () => both(town, { ...installation, demo: false }), /„fake“ prüft nicht, wer sich anmeldet/],
  ["a short secret", () => both(town), /„sessionSecret“/, { SECRET: "kurz" }],
] as [string, () => void, RegExp, Record<string, string>?][])(
  "%s is refused with a sentence that names it",
  (_name, arrange, sentence, given = env) => {
    expect(() => {
      arrange();
      readConfig(folder, given);
    }).toThrow(sentence);
  },
);

function both(of: unknown, installed: unknown = installation): void {
  write("installation.json", installed);
  write("musterstadt.json", of);
}
