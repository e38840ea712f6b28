import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";

/** What an adapter says of itself; the manifest, the README table and the check command are compared with it. */
export interface Descriptor {
  /** The folder below adapters/, as `port/name`: `ris/oparl`. */
  readonly id: string;
  /** What staff call the foreign system: "OParl-Schnittstelle". */
  readonly title: string;
  /** The tested versions, both ends: "1.0 – 1.1". */
  readonly versions: string;
  readonly wire: "oparl" | "soap" | "rest" | "html" | "file" | "process";
  readonly direction: "read" | "write" | "read-write";
}

/** What every adapter is given; nothing else is reachable for it. */
export interface AdapterContext {
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * One foreign system as the registry knows it: settings in, a port out.
 * `settings` are unparsed: the adapter checks them itself and throws a `SettingsError` that names the key and the mend.
 */
export interface Adapter<Port> {
  readonly descriptor: Descriptor;
  open(settings: unknown, context: AdapterContext): Port;
}

/** A foreign system of our own that really listens on a socket: drives the demo, the contract suites and the pictures. */
export interface Simulator<World> {
  readonly descriptor: Descriptor;
  /** `panelUrl`: where the plugin answers; a simulated RIS loads the panel from there into its pages, as an operator would set it up. */
  listen(options: { port: number; host?: string; panelUrl?: string }): Promise<Simulation<World>>;
}

export interface Simulation<World> extends AsyncDisposable {
  /** Base address without a trailing slash. */
  readonly url: string;
  /** Behind the scenes: what the simulated system holds, and its scripted mishaps. */
  readonly world: World;
}

/** A setting that cannot be used: which key, why, and how to mend it. */
export class SettingsError extends Error {
  readonly key: string;
  /** German, what to write instead. */
  readonly mend: string;

  constructor(key: string, mend: string) {
    super(`${key}: ${mend}`);
    this.name = "SettingsError";
    this.key = key;
    this.mend = mend;
  }
}

/** The answer of `check`: can the system be reached and used with these settings? */
export interface Health {
  readonly ok: boolean;
  /** A code of templates/messages.de.json when not ok. */
  readonly code?: string;
  /** Of a system that is written to: whether it was found out that we may; false goes with a code. Absent = it can only be seen when something is filed. */
  readonly mayWrite?: boolean;
  /** Facts worth a line: version, login, limits. */
  readonly facts: readonly string[];
}
