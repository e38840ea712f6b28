import { readFileSync } from "node:fs";
import type { Face } from "../state.ts";

/** How one vendor's pages are dressed: the folder of its templates, its static files, and how strict its CSP is. */
export interface Look {
  readonly folder: "sessionnet" | "allris" | "allris3" | "sdnet" | "rubin" | "risi";
  /** Path below the town's root → file below pages/. */
  readonly assets: Readonly<Record<string, string>>;
  readonly inlineStyles: boolean;
  /** The vendor sends no policy at all. */
  readonly open?: true;
  /** Pages in ISO 8859-1, as classic ASP sends them. */
  readonly latin1?: true;
  /** Print views of its own. */
  readonly prints?: true;
  /** A single-page app: one empty page for all objects, filled by its own script. */
  readonly app?: true;
}

const sessionnet: Look = {
  folder: "sessionnet",
  assets: {
    "css/styles5.css": "sessionnet/styles.css",
    "css/styles5content.css": "sessionnet/content.css",
    "css/styles5print.css": "sessionnet/print.css",
    // The folder that belongs to the customer and survives updates (facts: ris-vendors.md §3.3).
    "config/layout/layout6/config.css": "sessionnet/config.css",
  },
  inlineStyles: true,
};

export const looks: Readonly<Record<Face, Look>> = {
  sessionnet,
  "sessionnet-php": sessionnet,
  allris3: {
    folder: "allris3",
    // The folder that belongs to the customer (facts: ris-vendors.md §3.1).
    assets: { "styles.css": "allris3/styles.css", "conf/_styles.css": "allris3/conf.css" },
    ...{ inlineStyles: true, open: true, latin1: true, prints: true },
  },
  sdnet: {
    folder: "sdnet",
    assets: { "templates/muster/css/rim.css": "sdnet/rim.css", "templates/muster/css/print.css": "sdnet/print.css" },
    inlineStyles: false,
  },
  allris: {
    folder: "allris",
    assets: {
      "public/allris.css": "allris/allris.css",
      "public/blocks.css": "allris/blocks.css",
      "public/allris.js": "allris/allris.js",
      "public/wicket/base-url.js": "allris/base-url.js",
      "public/icons/collapse.svg": "allris/collapse.svg",
    },
    ...{ inlineStyles: false, prints: true },
  },
  rubin: {
    folder: "rubin",
    assets: { "assets/app.css": "rubin/app.css", "assets/app.js": "rubin/app.js" },
    inlineStyles: false,
    app: true,
  },
  risi: { folder: "risi", assets: { "risi/css/risi.css": "risi/risi.css" }, inlineStyles: true },
};

const mediaTypes: Readonly<Record<string, string>> = { css: "text/css", js: "text/javascript", svg: "image/svg+xml" };

/** A static file of the look; null if the path is none. */
export function asset(look: Look, path: string): { mediaType: string; body: string } | null {
  const file = Object.hasOwn(look.assets, path) ? look.assets[path] : undefined;
  if (file === undefined) return null;
  const mediaType = mediaTypes[file.slice(file.lastIndexOf(".") + 1)] ?? "text/plain";
  return { mediaType: `${mediaType}; charset=utf-8`, body: readFileSync(new URL(file, import.meta.url), "utf8") };
}

/** A Content-Security-Policy as vendors send it, opened for the panel's origin as an operator would do it. */
export function contentSecurityPolicy(look: Look, panelUrl: string | undefined): string {
  const panel = panelUrl === undefined ? "" : ` ${new URL(panelUrl).origin}`;
  return [
    "default-src 'self'",
    `script-src 'self'${panel}`,
    `style-src 'self'${look.inlineStyles ? " 'unsafe-inline'" : ""}`,
    "img-src 'self' data:",
    `connect-src 'self'${panel}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join("; ");
}
