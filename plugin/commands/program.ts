import { Command, CommanderError, Option } from "commander";
import { ConfigError } from "../config-error.ts";
import { methods } from "../figures/eligibility/guard.ts";
import { say } from "../messages.ts";
import { UpstreamError } from "../ports/errors.ts";
import { Refusal } from "../refusal.ts";
import { StoreInUse } from "../store/store-in-use.ts";
import { version } from "../version.ts";
import type { CommandContext, ExitStatus } from "./command.ts";

/** Loads a command only when it is called: `match` needs no web server. */
type Load<Given extends unknown[]> = () => Promise<(context: CommandContext, ...given: Given) => Promise<ExitStatus>>;
type Run = <Given extends unknown[]>(load: Load<Given>) => (...given: Given) => Promise<void>;

/** The command line (design §9): data on standard output, everything else on standard error. Resolves to the exit status. */
export async function program(
  registry: CommandContext["registry"],
  words: readonly string[],
  env: CommandContext["env"],
): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const run: Run =
    (load) =>
    async (...given) => {
      status = await (await load())({ registry, env }, ...given);
    };
  const kim = new Command("kim").version(version).exitOverride().showHelpAfterError();
  const config = new Option("--config <path>", "folder of the configuration").default(env.KIM_CONFIG ?? "config");
  agendaCommands(kim, run, config);
  statusCommand(kim, run, config);
  countCommand(kim, run);
  inquiryCommands(kim, run, config);
  disclosureCommands(kim, run);
  ledgerCommands(kim, run, config);
  operationCommands(kim, run, config);
  process.stdout.once("error", readerGone);
  try {
    await kim.parseAsync([...words], { from: "user" });
    return status;
  } catch (error) {
    return refused(error);
  }
}

const json = new Option("--json", "machine-readable output");

function agendaCommands(kim: Command, run: Run, config: Option): void {
  kim
    .command("sync [town]")
    .description("reads a RIS once")
    .addOption(config)
    .addOption(json)
    .option("--full", "ignore the cursors")
    .option("--ris <adapter>", "without configuration: the adapter")
    .option("--url <url>", "without configuration: its address")
    .option("--store <file>", "without configuration: the database")
    .action(run(async () => (await import("./sync.ts")).syncRis));
  kim
    .command("match <file>")
    .description("candidates of agenda items (JSONL)")
    .addOption(json)
    .action(run(async () => (await import("./lines.ts")).matchFile));
  kim
    .command("import <town> <file>")
    .description("figures or statements (CSV, XLSX)")
    .addOption(config)
    .addOption(json)
    .option("--dry-run", "only say what would change")
    .option("--profile <file>", "columns and values of the delivery (JSON), or the name of a stored profile")
    .action(run(async () => (await import("./import.ts")).importTable));
}

function statusCommand(kim: Command, run: Run, config: Option): void {
  kim
    .command("status <town>")
    .description("the state of the KIM in an area on a day")
    .addOption(config)
    .option("--as-of <date>", "day, YYYY-MM-DD; today by default")
    .option("--area <key>", "official key of another area of the town: its Kreis")
    .addOption(new Option("--format <format>", "form").choices(["html", "pdf", "json"]).default("json"))
    .option("--out <file>", "write to a file instead of standard output")
    .action(run(async () => (await import("./status.ts")).status));
}

function countCommand(kim: Command, run: Run): void {
  kim
    .command("count <file>")
    .description("eligibility from a register export, inside the source office (CSV)")
    .option("--as-of <date>", "Stichtag, YYYY-MM-DD")
    .option("--rules <list>", "rules to count", "aufenthg-25a,aufenthg-25b,aufenthg-104c,stag-10")
    .option("--by <list>", "dimensions, at most two")
    .addOption(new Option("--protect <method>", "how printed counts are protected").choices(methods).default("round5"))
    .option("--profile <file>", "columns and codes of the export (JSON)")
    .option("--ags <key>", "official key of the area, for the table")
    .option("--released-by <name>", "who vouches for a Stichtag after the law was last read")
    .addOption(json)
    .action(run(async () => (await import("./count.ts")).countFile));
}

function inquiryCommands(kim: Command, run: Run, config: Option): void {
  kim
    .command("extract <file>")
    .description("oral inquiries in minutes (text, DOCX, saved page, JSONL)")
    .addOption(json)
    .action(run(async () => (await import("./lines.ts")).extractFile));
  kim
    .command("examples <town>")
    .description("what people corrected in minutes, as labelled passages (JSONL)")
    .addOption(config)
    .action(run(async () => (await import("./examples.ts")).examples));
  kim
    .command("draft <id>")
    .description("the answer draft of a case")
    .addOption(config)
    .option("--house <name>", "another house style")
    .addOption(new Option("--format <format>", "form").choices(["docx", "pdf", "html", "txt"]).default("txt"))
    .option("--out <file>", "write to a file instead of standard output")
    .option("--final", "without the mark Entwurf; refused while a gap is open")
    .action(run(async () => (await import("./draft.ts")).draft));
}

function disclosureCommands(kim: Command, run: Run): void {
  const audit = kim
    .command("audit <tables...>")
    .description("attacks protected tables and prints what can be concluded")
    // No default: a rounded table attacked as a suppressed one would seem safe.
    .addOption(new Option("--method <method>", "how it was protected").choices(["round5", "suppress"]).makeOptionMandatory())
    .option("--earlier <file>", "the same table at an earlier day: attacks the change")
    .option("--explain", "with --json: how each cell is worked out, and what to do about it")
    .action(run(async () => (await import("./audit.ts")).auditTables));
  const protect = kim
    .command("protect <table>")
    .description("protects a counted table, in the source office")
    .addOption(new Option("--method <method>", "how to protect it").choices(["round5", "suppress"]).default("round5"))
    .action(run(async () => (await import("./protect.ts")).protectTable));
  for (const command of [audit, protect]) {
    command
      .option("--threshold <count>", "counts below it are small, 3 or more", "5")
      .option("--zeros", "true zeros are printed")
      .option("--ledger <file>", "what is public already")
      .addOption(json);
  }
}

function ledgerCommands(kim: Command, run: Run, config: Option): void {
  const ledger = kim.command("ledger").description("what became public, and what others published");
  ledger
    .command("export <town>")
    .description("all published numbers (CSV), or the tables of one indicator and Stichtag for protect and audit --ledger")
    .addOption(config)
    .addOption(json)
    .option("--indicator <id>", "tables of this indicator, with --as-of")
    .option("--as-of <date>", "Stichtag, YYYY-MM-DD")
    .option("--ags <key>", "another area than the town")
    .action(run(async () => (await import("./ledger.ts")).exportLedger));
  ledger
    .command("add <town> <file>")
    .description("a table that somebody else published (form of the import, Verfahren veroeffentlicht)")
    .addOption(config)
    .addOption(json)
    .requiredOption("--title <title>", "what it is and where it was published")
    .action(run(async () => (await import("./ledger.ts")).addToLedger));
}

function operationCommands(kim: Command, run: Run, config: Option): void {
  kim
    .command("demo")
    .description("sample towns with a fake RIS and ECM")
    .action(run(async () => (await import("./demo.ts")).demo));
  kim
    .command("serve")
    .description("the plugin with its workers")
    .addOption(config)
    .action(run(async () => (await import("./run.ts")).serveForever));
  kim
    .command("check")
    .description("configuration and every upstream")
    .addOption(config)
    .addOption(json)
    .action(run(async () => (await import("./check.ts")).check));
  kim
    .command("migrate")
    .description("brings the schema up to date")
    .addOption(config)
    .addOption(json)
    .action(run(async () => (await import("./migrate.ts")).migrateStore));
}

/** Who reads us has seen enough (`| head`): that is no failure, and nothing more will ever be taken from us. */
function readerGone(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
}

function refused(error: unknown): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { code, path = "", port = 0 } = error as { code?: string; path?: string; port?: number };
  if (error instanceof ConfigError) console.error(error.message);
  else if (error instanceof Refusal) console.error(say(error.code, error.values));
  else if (error instanceof StoreInUse) console.error(say("store.in-use", { path: error.path }));
  else if (error instanceof UpstreamError) console.error(`${say("upstream", { system: error.system })} (${error.code})`);
  else if (code === "EADDRINUSE") console.error(say("port.taken", { port }));
  else if (code === "ENOENT") console.error(say("file.missing", { path }));
  else if (code === "EISDIR") console.error(say("file.directory"));
  else console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  return 2;
}
