#!/usr/bin/env node
import { program } from "./commands/program.ts";

process.exitCode = await program(async () => (await import("../adapters/index.ts")).adapters, process.argv.slice(2), process.env);
