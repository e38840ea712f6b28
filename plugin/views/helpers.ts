import Handlebars from "handlebars";
import { formatDate, formatNumber } from "../figures/format.ts";
import { say } from "../messages.ts";
import { dayOf, longDate, timeOf } from "./dates.ts";
import { look } from "./look.ts";

/** Handlebars passes its own options as the last argument; helpers that take a list of values drop it. */
const values = (parameters: unknown[]): unknown[] => parameters.slice(0, -1);

/** As `{{#if}}` sees it: an empty list is nothing. */
const holds = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/**
 * Everything a template may do besides showing a value. All of it is pure; nothing here decides what may be shown.
 * Results are escaped like any other value. The one exception is `look`, our own style sheet.
 */
export const helpers = {
  /** `18.10.2023` */
  date: (iso: string) => formatDate(dayOf(iso)),
  /** `18. Oktober 2023` */
  longDate: (iso: string) => longDate(iso),
  /** `17:00 Uhr`, in German time; empty for a day without a time. */
  time: (iso: string) => timeOf(iso) ?? "",
  /** A decimal with a point, as German text. */
  number: (value: string | null, unit: unknown) => formatNumber(value, typeof unit === "string" ? unit : ""),
  eq: (left: unknown, right: unknown) => left === right,
  not: (value: unknown) => !holds(value),
  and: (...parameters: unknown[]) => values(parameters).every(holds),
  or: (...parameters: unknown[]) => values(parameters).some(holds),
  count: (list: readonly unknown[]) => list.length,
  /** The place of an index as people count. */
  position: (index: number) => index + 1,
  list: (...parameters: unknown[]) => values(parameters),
  join: (list: readonly string[], separator: string) => list.join(separator),
  /** The heading level below; HTML ends at six. */
  below: (level: number) => Math.min(6, level + 1),
  /** A sentence of messages.de.json; its values are the named arguments. */
  say: (code: string, options: Handlebars.HelperOptions) => say(code, options.hash),
  /** The whole style sheet with its fonts, for a page that must refer to nothing outside itself. */
  look: () => new Handlebars.SafeString(look()),
  /** A value as a CSS string literal. Only `\` and hexadecimal digits come out, so nothing in it can end the string or the style element. */
  cssString: (text: string) => [...text].map((character) => `\\${character.codePointAt(0)?.toString(16).padStart(6, "0")}`).join(""),
};
