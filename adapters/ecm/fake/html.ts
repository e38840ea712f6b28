import { readFileSync } from "node:fs";
import Handlebars from "handlebars";

const folder = new URL("../../../templates/ecm-fake/", import.meta.url);

/** A page of the simulated ECM; the file lies in templates/ecm-fake. */
export const pageTemplate = (name: string): Handlebars.TemplateDelegate =>
  Handlebars.compile(readFileSync(new URL(name, folder), "utf8"), { strict: true });

/** A page loads nothing and is never kept. */
export const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

const time = new Intl.DateTimeFormat("de-DE", { dateStyle: "medium", timeStyle: "short", timeZone: "Europe/Berlin" });
const size = new Intl.NumberFormat("de-DE", { maximumFractionDigits: 0 });

export const inLocalTime = (moment: string): string => time.format(new Date(moment));

/** `12 KB`, rounded up. */
export const sizeOf = (bytes: Uint8Array): string => `${size.format(Math.ceil(bytes.byteLength / 1024))} KB`;
