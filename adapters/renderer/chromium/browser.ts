import type { Browser } from "playwright-core";
import type { Log } from "../../../plugin/ports/log.ts";
import { failure } from "./failures.ts";

/** Keeps one browser open between calls, because starting one takes a second. */
export interface Keeper {
  /** The running browser, started or started again if need be. Throws an UpstreamError if there is none to start. */
  open(): Promise<Browser>;
  close(): Promise<void>;
}

export function keeper(executable: () => Promise<string | null>, log: Log): Keeper {
  let running: Promise<Browser> | null = null;
  let closed = false;

  const start = async (): Promise<Browser> => {
    const path = await executable();
    if (path === null) throw failure("launch", "renderer.missing", "permanent");
    const { chromium } = await import("playwright-core"); // a quarter of a second that only those wait for who print
    const browser = await chromium.launch({ executablePath: path, args: [...offline, ...sandbox()], ...unhandled });
    browser.on("disconnected", () => {
      running = null;
      if (!closed) log.warn({ code: "renderer.crashed" }, "the browser ended; the next page starts a new one");
    });
    return browser;
  };

  return {
    open() {
      if (closed) return Promise.reject(failure("launch", "renderer.crashed", "permanent"));
      if (running === null) {
        const starting = start();
        running = starting;
        starting.catch(() => {
          if (running === starting) running = null;
        });
      }
      return running;
    },
    async close() {
      closed = true;
      const last = await running?.catch(() => null);
      running = null;
      await last?.close();
    },
  };
}

/** No name is resolved and no address reached, whatever a page asks for; an offline context alone still opens preconnections. */
const offline = ["--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking", "--no-first-run"];

/** Chromium refuses its own sandbox to root; everybody else keeps it. */
const sandbox = (): string[] => (process.getuid?.() === 0 ? ["--no-sandbox"] : []);

/** Signals are the business of the program, which closes the browser; playwright would end the program in its stead. */
const unhandled = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
