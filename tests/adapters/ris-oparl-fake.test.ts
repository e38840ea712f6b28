import { risContract } from "../contracts/ris.ts";
import { fakeWorld } from "../fixtures/oparl-worlds.ts";

// One town with OParl 1.1 and one with 1.0, whose filters do nothing; tests/flows/sync.test.ts reads all four.
risContract("fake RIS, Köln", () => fakeWorld("koeln"));
risContract("fake RIS, Gladbeck", () => fakeWorld("gladbeck"));
