/**
 * The list of hosts that may be called. An entry is `host` (the default ports 80 and 443) or `host:port` (that port alone);
 * IPv6 in brackets. Names are compared exactly: `example.org` does not allow `www.example.org`.
 */
export function allowList(entries: readonly string[]): (url: URL) => boolean {
  const allowed = new Set(entries.flatMap(addresses));
  return (url) => allowed.has(address(url));
}

/** Loopback is this machine: never throttled, never sent through a proxy. */
export function isLoopback(url: URL): boolean {
  return url.hostname === "localhost" || url.hostname === "[::1]" || /^127(\.\d+){3}$/.test(url.hostname);
}

/** `host:port` with the port always written out. */
export function address(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === "https:" ? "443" : "80")}`;
}

function addresses(entry: string): string[] {
  const host = entry.trim().toLowerCase();
  const port = /:(\d+)$/.exec(host)?.[1];
  const name = new URL(`http://${port ? host.slice(0, -port.length - 1) : host}`).hostname;
  return port ? [`${name}:${port}`] : [`${name}:80`, `${name}:443`];
}
