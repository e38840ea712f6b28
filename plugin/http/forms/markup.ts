/** A tag of our own templates: attribute values stand in double quotes and are escaped by Handlebars. */
export const tagPattern = /<(input|textarea|select|option|button)\b((?:\s+[\w-]+(?:="[^"]*")?)*)\s*>/g;

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
  "`": "&#x60;",
  "=": "&#x3D;",
};
const plain = new Map(Object.entries(escapes).map(([character, written]) => [written, character]));

export const escaped = (text: string): string => text.replace(/[&<>"'`=]/g, (character) => escapes[character] ?? character);

export const unescaped = (text: string): string => text.replace(/&[#\w]+;/g, (written) => plain.get(written) ?? written);

/** The attributes of a tag, unescaped; one without a value is empty. */
export function attributesOf(text: string): Map<string, string> {
  return new Map([...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = "", value = ""]) => [name, unescaped(value)]));
}

export function tag(name: string, attributes: ReadonlyMap<string, string>): string {
  return `<${[name, ...[...attributes].map(([key, value]) => (value === "" && bare.has(key) ? key : `${key}="${escaped(value)}"`))].join(" ")}>`;
}

const bare = new Set(["checked", "selected", "required", "multiple", "disabled", "readonly", "autofocus", "open"]);
