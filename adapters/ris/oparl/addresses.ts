/** Translates between ids (canonical, immutable) and the addresses under which this installation can be reached. */
export interface Addresses {
  /** One spelling per object: servers mix http and https (facts: oparl.md §3, Somacos). */
  canonical(id: string): string;
  /** Where to fetch what an id or a link names. Other addresses come back unchanged; the allow-list decides about them. */
  fetchable(id: string): string;
}

interface Prefix {
  readonly canonical: string;
  readonly fetched: string;
}

/**
 * Learns the difference from the System object: `systemId` is what it calls itself, `fetched` where it was found. What both have in common
 * at the end is the path; what differs in front of it is replaced. `rewrite` entries (longest first) come before that.
 */
export function addresses(fetched: string, systemId: string, rewrite: readonly { from: string; to: string }[] = []): Addresses {
  const own = rewrite.map(({ from, to }) => ({ canonical: from, fetched: to })).sort((a, b) => b.canonical.length - a.canonical.length);
  const prefixes = [...own, difference(fetched, systemId)];
  const { protocol, host } = new URL(systemId);
  const other = `${protocol === "https:" ? "http:" : "https:"}//${host}`;
  const proper = `${protocol}//${host}`;
  const canonical = (id: string) => (startsAt(id, other) ? proper + id.slice(other.length) : id);
  return {
    canonical,
    fetchable(id) {
      const known = canonical(id);
      const prefix = prefixes.find((each) => startsAt(known, each.canonical));
      return prefix ? prefix.fetched + known.slice(prefix.canonical.length) : id;
    },
  };
}

/** The common end is cut at a slash, so that `/rim4220/oparl` and `/rim/oparl` have `/oparl` in common and not `/oparl` with a digit. */
function difference(fetched: string, systemId: string): Prefix {
  let common = 0;
  const limit = Math.min(pathLength(fetched), pathLength(systemId));
  while (common < limit && fetched.at(-1 - common) === systemId.at(-1 - common)) common += 1;
  while (common > 0 && systemId.at(-common) !== "/") common -= 1;
  if (common === 0) return { canonical: new URL(systemId).origin, fetched: new URL(fetched).origin };
  return { canonical: systemId.slice(0, -common), fetched: fetched.slice(0, -common) };
}

const pathLength = (url: string) => url.length - new URL(url).origin.length;

function startsAt(id: string, prefix: string): boolean {
  if (!id.startsWith(prefix)) return false;
  const next = id[prefix.length];
  return next === undefined || next === "/" || next === "?" || prefix.endsWith("/");
}
