import { readFileSync } from "node:fs";

const folder = new URL("../../templates/look/", import.meta.url);
let whole: string | undefined;

/**
 * templates/look/kim.css with its imports and fonts inside, read once: what a filed page carries instead of a link.
 * May be printed unescaped, because it is our own file.
 */
export function look(): string {
  whole ??= read("kim.css")
    .replace(/@import "([\w-]+\.css)";/g, (_import, file: string) => read(file))
    .replace(
      /url\("(fonts\/[\w-]+\.woff2)"\)/g,
      (_link, file: string) => `url("data:font/woff2;base64,${readFileSync(new URL(file, folder)).toString("base64")}")`,
    );
  return whole;
}

const read = (file: string): string => readFileSync(new URL(file, folder), "utf8");
