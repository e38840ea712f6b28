import { affiliation } from "./affiliation.ts";
import roles from "./roles.json" with { type: "json" };
import { type Role, roleAt, type Side } from "./roles.ts";
import type { Token } from "./tokens.ts";
import type { Town } from "./towns.ts";
import type { Asker, Salutation } from "./types.ts";

/** Somebody named or described in a sentence. */
export interface Person extends Asker {
  readonly side: Side;
  /** Named by surname; else only described (`ein Mitglied`, `der Vorsitzende`). */
  readonly named: boolean;
  /** `Herrn`: in a case that no subject has. */
  readonly oblique: boolean;
  readonly plural: boolean;
  /** First token and the one after the last, brackets and apposition included. */
  readonly from: number;
  readonly to: number;
}

const salutations = new Map(Object.entries(roles.salutations).map(([form, one]) => [form, one as Salutation]));
const titles = new Set(roles.titles);
const notNames = new Set(roles.notNames);
const particles = new Set(roles.particles);
const articles = new Set(["der", "die", "das", "des", "dem", "den", "ein", "eine", "eines", "einer", "einem", "einen"]);

/** What stands before a name: salutation, role, titles, in any order. */
interface Address {
  readonly salutation: Salutation | null;
  readonly oblique: boolean;
  readonly role: Role | null;
  readonly article: string;
  readonly titled: boolean;
  readonly to: number;
}

/** The person whose mention begins at this token. */
export function personAt(tokens: readonly Token[], from: number, town: Town): Person | null {
  const address = addressAt(tokens, from, town);
  if (!address) return null;
  const name = nameAt(tokens, address.to, address.titled);
  if (!name) return described(from, address);
  const { role, salutation } = address;
  const around = affiliation(tokens, name.to, town);
  const side = around.side ?? role?.side ?? "either";
  return {
    asker: name.text,
    salutation: salutation ?? role?.gender ?? null,
    role: role?.name ?? around.role,
    party: around.party,
    side,
    named: true,
    oblique: address.oblique || /^(?:des|dem|den)$/.test(address.article),
    plural: role?.plural === true || tokens.slice(from, address.to).some(({ text }) => text === "Herren"),
    from,
    to: around.to,
  };
}

function addressAt(tokens: readonly Token[], from: number, town: Town): Address | null {
  let at = from;
  const article = articles.has(tokens[at]?.lower ?? "") ? (tokens[at++]?.lower ?? "") : "";
  if (/^ein/.test(article) && /^\p{Ll}+e[rs]?$/u.test(tokens[at]?.text ?? "") && /^\p{Lu}/u.test(tokens[at + 1]?.text ?? "")) at++;
  let salutation: Salutation | null = null;
  let role: Role | null = null;
  let titled = false;
  let oblique = false;
  for (let step = 0; step < 7; step++) {
    const token = tokens[at];
    if (!token) break;
    const called = salutations.get(token.text);
    const found = called || titles.has(token.text) ? null : roleAt(tokens, at, town);
    if (called) {
      salutation = called;
      oblique = /^Her?rn|^Hrn/.test(token.text);
      at++;
    } else if (titles.has(token.text)) {
      titled = true;
      at++;
    } else if (found) {
      role ??= found;
      at = found.to;
      const named = salutation ? null : skipBody(tokens, at);
      if (named !== null) at = named;
    } else break;
  }
  if (!salutation && !role && !titled) return null;
  return { salutation, oblique, role, article, titled: titled || salutation !== null, to: at };
}

/** `Mitglied des Integrationsrates Frau X`, `die Vorsitzende, Frau X`: from the role to the salutation. */
function skipBody(tokens: readonly Token[], at: number): number | null {
  let next = at;
  if (/^(?:des|der|im|von)$/.test(tokens[next]?.lower ?? ""))
    while (next < at + 6 && !/^[,.:;]$/.test(tokens[next]?.text ?? ".") && !isAddress(tokens[next])) next++;
  if (tokens[next]?.text === ",") next++;
  return next > at && isAddress(tokens[next]) ? next : null;
}

function isAddress(token: Token | undefined): boolean {
  return token !== undefined && (salutations.has(token.text) || titles.has(token.text));
}

/** Surname with its particles; first names and initials are passed over. */
function nameAt(tokens: readonly Token[], from: number, titled: boolean): { text: string; to: number } | null {
  let at = from;
  let surname = from;
  const parts: string[] = [];
  while (at < from + 6) {
    const token = tokens[at];
    if (!token) break;
    if (
      particles.has(token.lower) &&
      isName(tokens[follow(tokens, at)]) &&
      noble(tokens, at, titled || parts.length > 0 ? parts.length : 1)
    ) {
      surname = at;
      at = follow(tokens, at) + 1;
      parts.push(token.text);
      break;
    }
    if (!isName(token) || salutations.has(token.text)) break;
    surname = at;
    parts.push(token.text);
    at++;
    if (/^\p{Lu}\.$/u.test(token.text) && !isName(tokens[at])) break;
  }
  if (parts.length === 0) return null;
  const text = tokens
    .slice(surname, at)
    .map(({ text }) => text)
    .join(" ");
  return { text, to: at };
}

function follow(tokens: readonly Token[], at: number): number {
  let next = at;
  while (particles.has(tokens[next]?.lower ?? "")) next++;
  return next;
}

/** `Frau von der Heide` is a name, `Frau Meier von der Verbraucherzentrale` says where she works. */
function noble(tokens: readonly Token[], at: number, before: number): boolean {
  if (before === 0) return true;
  if (before > 1 || /^(?:vom|zur|zum|der|den|dem|da)$/.test(tokens[at]?.lower ?? "")) return false;
  const article = /^(?:der|dem|den)$/.test(tokens[at + 1]?.lower ?? "");
  return (
    !article &&
    !/[A-ZÄÖÜ]{2,}|(?:amt|stelle|verwaltung|zentrum|verband|fraktion|büro|behörde|verein)$/.test(tokens[follow(tokens, at)]?.text ?? "")
  );
}

function isName(token: Token | undefined): boolean {
  if (!token || notNames.has(token.text)) return false;
  return (
    /^(?:(?:al|el|ben|bin|ibn|d|O)[-'’])?\p{Lu}[\p{L}\p{M}'’]*(?:[-/]\p{L}[\p{L}\p{M}'’]*)*\.?$/u.test(token.text) &&
    !/-Fraktion$/.test(token.text)
  );
}

/** Somebody without a name: `ein Mitglied`, `eine Anwohnerin`, `der Vorsitzende`. */
function described(from: number, address: Address): Person | null {
  const { role, article, salutation } = address;
  if (!role || role.short || role.plural || (article === "" && !salutation && from !== 0)) return null;
  if (/^(?:stadtrat|gemeinderat|kreisrat|bezirksrat|ortschaftsrat)$/i.test(role.name) && /^(?:der|des|dem|den|)$/.test(article))
    return null;
  const oblique = /^(?:des|dem|den|eines|einem|einen|einer)$/.test(article) || (article === "der" && /^Frau$/.test(role.gender ?? ""));
  const chair = role.side === "chair" && !role.name.includes(" ");
  return {
    asker: role.name,
    salutation: chair ? role.gender : null,
    role: chair ? "Vorsitz" : role.name,
    party: null,
    side: role.side,
    named: false,
    oblique,
    plural: false,
    from,
    to: address.to,
  };
}
