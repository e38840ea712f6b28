import type { TownConfig } from "../../config.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Store } from "../../ports/store.ts";
import type { KnownItem } from "../../store/meetings.ts";
import type { Tables } from "../../store/tables.ts";
import type { Sitting } from "../deadline.ts";
import type { Note } from "./mend.ts";
import type { ReadMinutes } from "./reading.ts";

/** Minutes as they come in, of a whole sitting or of one agenda item, and where they come from. */
export interface NewMinutes {
  /** Of the item, if the text is that of one; may be empty for a whole sitting. */
  readonly title: string;
  readonly organization: string;
  /** Day of the sitting, `YYYY-MM-DD`. */
  readonly sitting: string;
  readonly status: "draft" | "approved";
  readonly mediaType: string;
  readonly text: string;
  readonly agendaItem?: string;
  readonly paperReference?: string;
  /** What is to be said of the file: tracked changes. */
  readonly notes?: readonly Note[];
}

export interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/** What all steps of taking minutes in need to know. */
export interface Intake extends Context {
  readonly town: TownConfig;
  readonly id: string;
  readonly minutes: NewMinutes;
  readonly read: ReadMinutes;
  readonly known: readonly KnownItem[];
  /** The body's sittings after that one, in order: the first that can still receive an answer does. */
  readonly coming: readonly Sitting[];
  readonly at: string;
  readonly by: string;
}
