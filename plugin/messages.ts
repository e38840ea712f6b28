import { readFileSync } from "node:fs";

const sentences: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL("../templates/messages.de.json", import.meta.url), "utf8"),
);

/**
 * The German sentence for a code, with `{name}` replaced from `values`. Throws on an unknown code or a missing value:
 * a sentence with a hole must never reach a person.
 */
export function say(code: string, values: Readonly<Record<string, string | number>> = {}): string {
  const sentence = sentences[code];
  if (sentence === undefined) throw new Error(`templates/messages.de.json has no sentence "${code}"`);
  return sentence.replace(/\{(\w+)\}/g, (_hole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the sentence "${code}" needs "${name}"`);
    return String(value);
  });
}
