import parties from "./parties.json" with { type: "json" };
import roles from "./roles.json" with { type: "json" };
import { roleAt, type Side } from "./roles.ts";
import type { Token } from "./tokens.ts";
import type { Town } from "./towns.ts";

export interface Affiliation {
  readonly party: string | null;
  readonly role: string | null;
  readonly side: Side | null;
  readonly to: number;
}

const names = new Set(parties.names.map((name) => name.toLowerCase()));
const groups = parties.groups.join("|");

/** What stands behind a name and says where the person belongs: `(SPD)`, `(MdIR)`, `, FDP-Fraktion,`, `von der Verwaltung`. */
export function affiliation(tokens: readonly Token[], from: number, town: Town): Affiliation {
  let found: Affiliation = { party: null, role: null, side: null, to: from };
  if (tokens[from]?.text === "(") found = inBrackets(tokens, from, town);
  const next = tokens[found.to];
  if (next?.text === ",") return { ...found, ...apposition(tokens, found.to, town, found) };
  if (/^(?:von|vom|aus|für|der|seitens)$/.test(next?.lower ?? "")) return { ...found, ...belonging(tokens, found.to, found) };
  return found;
}

function inBrackets(tokens: readonly Token[], from: number, town: Town): Affiliation {
  const to = tokens.findIndex((token, at) => at > from && at < from + 10 && token.text === ")");
  const nothing = { party: null, role: null, side: null, to: from };
  const first = tokens[from + 1];
  const last = tokens[to - 1];
  if (to < 0 || !first || !last) return nothing;
  const text = inner(tokens, from + 1, to);
  const role = roleAt(tokens, from + 1, town);
  if (role) {
    const rest = tokens[role.to]?.text === "," || tokens[role.to]?.text === "/" ? inner(tokens, role.to + 1, to) : "";
    return { party: partyOf(rest), role: role.name, side: role.side, to: to + 1 };
  }
  if (roles.administrationBracket.some((word) => `${text.toLowerCase()} `.startsWith(word)))
    return { ...nothing, side: "administration", to: to + 1 };
  if (partyOf(text)) return { ...nothing, party: partyOf(text), side: "council", to: to + 1 };
  const other =
    /^\p{Lu}[\p{L}\p{N}´'’&/. -]{1,28}$/u.test(text) &&
    !/anlage|siehe|tischvorlage|seite|punkt|top |\d{2}\.|\d{4}|^[A-Z]{1,3} ?\d/i.test(text.replace("90/", ""));
  return other ? { ...nothing, party: text, to: to + 1 } : nothing;
}

/** `, SPD-Fraktion,` · `, Leiterin des Amtes für …,` */
function apposition(tokens: readonly Token[], comma: number, town: Town, known: Affiliation): Partial<Affiliation> {
  const close = tokens.findIndex((token, at) => at > comma && at < comma + 14 && token.text === ",");
  const end = close < 0 ? tokens.length : close;
  const text = inner(tokens, comma + 1, Math.min(end, comma + 8));
  const party = partyOf(text.replace(/^(?:von )?(?:der|die) /, ""));
  if (party && close > 0) return { party, side: "council", to: close + 1 };
  const at = /^(?:der|die|ein|eine)$/.test(tokens[comma + 1]?.lower ?? "") ? comma + 2 : comma + 1;
  const role = roleAt(tokens, at, town);
  if (
    !role ||
    close < 0 ||
    /^(?:Frau|Herr)/.test(tokens[role.to]?.text ?? "") ||
    /^(?:ob|wie|wann|dass)$/.test(tokens[comma + 1]?.lower ?? "")
  )
    return {};
  const named = /^\p{Lu}/u.test(tokens[role.to]?.text ?? "") && role.to < close;
  return named ? {} : { role: known.role ?? (role.side === "administration" ? null : role.name), side: role.side, to: close + 1 };
}

/** `von der SPD-Fraktion`, `für die Fraktion Die Linke`, `von der Verwaltung`, `vom Jobcenter`. */
function belonging(tokens: readonly Token[], at: number, known: Affiliation): Partial<Affiliation> {
  const text = inner(tokens, at, at + 6);
  if (roles.administration.some((phrase) => text.toLowerCase().startsWith(phrase.toLowerCase())))
    return { side: "administration", to: at + 2 + Number(/^\S+ der /.test(text)) };
  const party = new RegExp(`^(?:von der|für die|der|aus der|seitens der) (.+?)-(?:${groups})`).exec(text)?.[1];
  if (party && names.has(party.toLowerCase()))
    return { party: known.party ?? party, side: "council", to: at + (/^der /.test(text) ? 2 : 3) + party.split(/[ ]/).length - 1 };
  const after = new RegExp(`^(?:von der|für die|der|aus der) (?:${groups}) `).exec(text)?.[0];
  const named = after ? longestParty(tokens, at + after.trim().split(" ").length) : null;
  if (named) return { party: known.party ?? named.name, side: "council", to: named.to };
  return organisation(tokens, at, known);
}

/** `vom Helferkreis`, `von der FDP`. */
function organisation(tokens: readonly Token[], at: number, known: Affiliation): Partial<Affiliation> {
  const from = tokens[at]?.lower === "vom" ? at + 1 : /^von (?:der|den)$/.test(inner(tokens, at, at + 2).toLowerCase()) ? at + 2 : 0;
  const noun = tokens[from];
  if (from === 0 || !noun || !/^\p{Lu}/u.test(noun.text)) return {};
  return names.has(noun.lower)
    ? { party: known.party ?? noun.text, side: "council", to: from + 1 }
    : { role: known.role ?? noun.text, to: from + 1 };
}

/** The party named by up to five tokens from here. */
export function longestParty(tokens: readonly Token[], at: number): { name: string; to: number } | null {
  for (let to = Math.min(at + 6, tokens.length); to > at; to--) {
    const name = inner(tokens, at, to);
    if (names.has(name.toLowerCase())) return { name, to };
  }
  return null;
}

/** `SPD`, `SPD-Fraktion`, `Fraktion Die Linke` → the party. */
export function partyOf(text: string): string | null {
  const bare = text.replace(new RegExp(`(?:-| )(?:${groups})$`), "").replace(new RegExp(`^(?:${groups}) `), "");
  return names.has(bare.toLowerCase()) ? bare : null;
}

/** The text from one token to another as it was printed, white space as one space. */
function inner(tokens: readonly Token[], from: number, to: number): string {
  let text = "";
  for (let at = Math.max(from, 0); at < to && at < tokens.length; at++) {
    const gap = text !== "" && (tokens[at]?.start ?? 0) > (tokens[at - 1]?.end ?? 0);
    text += (gap ? " " : "") + (tokens[at]?.text ?? "");
  }
  return text;
}
