#!/usr/bin/env node
import { adapters } from "../adapters/index.ts";
import { program } from "./commands/program.ts";

process.exitCode = await program(adapters, process.argv.slice(2), process.env);
