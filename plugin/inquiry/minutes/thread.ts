import { parentPort, workerData } from "node:worker_threads";
import { readMinutesText } from "./reading.ts";

/** The thread in which aside.ts has large minutes read: one text in, one reading out. */
parentPort?.postMessage(readMinutesText(workerData));
