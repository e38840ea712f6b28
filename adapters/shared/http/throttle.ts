import { setTimeout as sleep } from "node:timers/promises";
import { address, isLoopback } from "./hosts.ts";

/**
 * Spaces calls to one host evenly: `perSecond` calls a second, no bursts. Loopback is never made to wait.
 * The returned function resolves when it is this call's turn and rejects with the signal's reason if that comes first.
 */
export function throttle(perSecond: number): (url: URL, signal?: AbortSignal) => Promise<void> {
  const next = new Map<string, number>();
  return async (url, signal) => {
    if (isLoopback(url)) return;
    const host = address(url);
    const now = performance.now();
    const turn = Math.max(now, next.get(host) ?? 0);
    next.set(host, turn + 1000 / perSecond);
    if (turn > now) await sleep(turn - now, undefined, signal ? { signal } : {});
  };
}
