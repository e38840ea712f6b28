import { expect, it } from "vitest";
import { printAsker, storedAsker } from "../../plugin/inquiry/asker.ts";

it.each([
  ["Einwohnerin Frau Muster", "eine Einwohnerin"],
  ["Einwohner Muster", "ein Einwohner"],
  ["Bürgerin Frau Petra Muster", "eine Einwohnerin"],
  ["Herr Muster (Einwohner)", "ein Einwohner"],
  ["Frau Muster, Zuhörerin", "eine Einwohnerin"],
  ["eine Einwohnerin", "eine Einwohnerin"],
])("the name of a citizen is not kept, however it is typed: %s", (line, printed) => {
  expect(storedAsker(line).asker).toEqual({ asker: printed, salutation: null, role: "Einwohner", party: null });
  expect(storedAsker(line).surname).toBe(line === printed ? null : "Muster");
});

it.each(["RM Frau Muster (XYZ)", "sachkundiger Bürger Herr Muster", "Bürgermeister Herr Muster", "Herr Muster (Bürger für Musterstadt)"])(
  "a member or an officer keeps it: %s",
  (line) => {
    expect(printAsker(storedAsker(line).asker)).toBe(line);
  },
);
