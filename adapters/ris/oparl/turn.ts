/**
 * Puts our own parameters into a list address: replaces them where the server's `next` carries them (unencoded `+`, facts: oparl.md §3),
 * adds them where it has lost them. Values come encoded. Everything else stays letter for letter.
 */
export function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
  const [address = "", query = ""] = url.replace(/#.*$/, "").split(/\?(.*)/s);
  const kept = query.split("&").filter((part) => part !== "" && !Object.hasOwn(parameters, part.split("=")[0] ?? ""));
  const all = [...kept, ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`)];
  return all.length > 0 ? `${address}?${all.join("&")}` : address;
}

/** The address of the page after this one where no link leads there: by `page=N` or `/page/N`; the first page often names no number. */
export function pageAfter(url: string): string {
  const counted = url.replace(/([?&]page=|\/page\/)(\d+)/i, (_all, name: string, number: string) => name + (Number(number) + 1));
  return counted === url ? withParameters(url, { page: "2" }) : counted;
}

/** Finds `links.next` in a page that could not be parsed. */
export function digNext(text: string): string | undefined {
  const found = /"next"\s*:\s*("(?:[^"\\]|\\.){1,2000}")/.exec(text)?.[1];
  try {
    return found ? JSON.parse(found) : undefined;
  } catch {
    return undefined;
  }
}

/** A time stamp as a query value: `+` must be written `%2B`, the colons may stay (some servers want them to). */
export function stampValue(moment: string): string {
  return moment.replaceAll("+", "%2B");
}
