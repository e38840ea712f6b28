import { describe, expect, test } from "vitest";
import { caseTitles } from "../../adapters/ecm/fabasoft/case.ts";
import type { FabasoftSettings } from "../../adapters/ecm/fabasoft/settings.ts";
import { documentTitle } from "../../adapters/ecm/fabasoft/title.ts";
import { permittedFolder, permittedName } from "../../adapters/shared/names.ts";
import { answerFolder, answerTitle } from "../../plugin/inquiry/filing.ts";
import { caseKinds } from "../../plugin/inquiry/kinds.ts";
import { say } from "../../plugin/messages.ts";

const place = { title: "Sachstand zum Kommunalen Integrationsmanagement", organization: "Integrationsrat", sitting: "2026-09-21" };
const long = {
  title: "Ausbau der Beratung für Geduldete nach § 25a/§ 25b AufenthG – Übergänge, Stellen, Sprachkurse und Öffnungszeiten ".repeat(4),
  organization: "Ausschuss für Chancengerechtigkeit, Integration, Gleichstellung, Bürgerbeteiligung und Öffentlichkeitsarbeit der Stadt",
  sitting: "2026-09-21",
};

test("each kind has its folder and its title, by which people tell them apart", () => {
  const filed = caseKinds.map((kind) => [answerFolder("Köln", { ...place, kind }).join(" / "), answerTitle({ ...place, kind })]);
  const about = "Sachstand zum Kommunalen Integrationsmanagement";
  expect(filed).toEqual([
    ["Köln / Integrationsrat / 2026-09-21 / Anfragen", `Beantwortung mündlicher Anfragen: ${about} (Integrationsrat, 21.09.2026)`],
    ["Köln / Integrationsrat / 2026-09-21 / Anfragen", `Beantwortung einer schriftlichen Anfrage: ${about} (21.09.2026)`],
    ["Köln / Integrationsrat / 2026-09-21 / BA-Anträge", `Antwort auf einen BA-Antrag: ${about} (Integrationsrat, 21.09.2026)`],
    ["Köln / Integrationsrat / 2026-09-21 / Mitzeichnungen", `Mitzeichnung: ${about} (Integrationsrat, 21.09.2026)`],
    ["Köln / Integrationsrat / 2026-09-21 / Vorlagen", `Vorlage: ${about} (Integrationsrat, 21.09.2026)`],
  ]);
});

describe.each(caseKinds)("a long subject of the kind %s", (kind) => {
  const title = answerTitle({ ...long, kind });
  const parts = [title, say("delivery.title.word", { title }), say("delivery.title.data", { title })];

  test("keeps the day at its end, whatever an e-file takes, with the part and the number of a version behind it", () => {
    expect(title).toMatch(/ … .*21\.09\.2026\)$/);
    for (const part of parts) {
      const versioned = say("delivery.title.version", { title: part, version: 12 });
      const name = permittedName(versioned, "docx");
      expect(name).toBe(`${permittedFolder(versioned, 1_000)}.docx`);
      expect(documentTitle(versioned)).toBe(versioned);
    }
  });

  test("lies in a folder that no e-file shortens", () => {
    const folder = answerFolder("Landeshauptstadt München", { ...long, kind });
    expect(folder.map((segment) => permittedFolder(segment))).toEqual(folder);
    const titles = caseTitles(folder, { fileSegments: 2 } as FabasoftSettings, "file");
    expect(titles).toEqual({ file: folder.slice(0, 2).join(" / "), procedure: folder.slice(2).join(" / ") });
  });

  test("is always the same", () => {
    expect(answerTitle({ ...long, kind, title: `  ${long.title.replaceAll(" ", "\n ")}` })).toBe(title);
  });
});
