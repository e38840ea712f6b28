import { Worker } from "node:worker_threads";
import { Refusal } from "../../refusal.ts";
import { type ReadMinutes, readMinutesText, type Source } from "./reading.ts";

/** Up to here reading takes less than the tenth of a second that other requests may wait (tests/bench/extract.ts). */
const atOnce = 10_000;
/** Some 1,300 pages: no sitting fills more. */
const longest = 4_000_000;
const seconds = 120;

/** Uploads wait for each other: two at once would only halve the speed of both. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Reads minutes without holding up the server: large ones in a thread of their own, one after the other.
 * @throws Refusal `minutes.too-long` (413) before reading, `minutes.too-slow` (422) when the time is over
 */
export function readAside(source: Source): Promise<ReadMinutes> {
  const { length } = source.text;
  if (length > longest) {
    const values = { characters: length.toLocaleString("de-DE"), most: longest.toLocaleString("de-DE") };
    return Promise.reject(new Refusal("minutes.too-long", { values, status: 413, field: "text" }));
  }
  if (length <= atOnce) return Promise.resolve().then(() => readMinutesText(source));
  const turn = last.then(() => inThread(source));
  last = turn.catch(() => undefined);
  return turn;
}

function inThread(source: Source): Promise<ReadMinutes> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./thread.ts", import.meta.url), {
      workerData: source,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const refuse = () => reject(new Refusal("minutes.too-slow", { values: { seconds }, status: 422, field: "text" }));
    const timer = setTimeout(() => {
      refuse();
      void worker.terminate();
    }, seconds * 1000);
    worker.once("message", (read: ReadMinutes) => resolve(read));
    // Out of memory is the same to people as out of time; any other error is one of ours.
    worker.once("error", (error: NodeJS.ErrnoException) => (error.code === "ERR_WORKER_OUT_OF_MEMORY" ? refuse() : reject(error)));
    worker.once("exit", () => {
      clearTimeout(timer);
      refuse();
    });
  });
}
