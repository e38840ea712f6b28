// Persons counted per second of processor time and peak memory of the whole command, beside merely reading the same file with
// csv-parse, and beside the same query in DuckDB; each in a process of its own, in turns.
// `node tests/bench/count.ts [persons…]`, 250,000 and 2 million if not said. Figures, not verdicts.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { parse } from "csv-parse";
import { statuses } from "../../plugin/figures/eligibility/statuses.ts";

const rounds = 3;

/** Invented from a running number, so that every run has the same file. */
async function write(path: string, persons: number): Promise<void> {
  const out = createWriteStream(path);
  out.write(
    "Kennung;Geburtsdatum;Einreise;Status;Status_seit;ununterbrochen_seit;Duldung_seit;rechtmaessig_seit;P60b;Kind_im_Haushalt;Schuljahre;Abschluss;Staatsangehoerigkeit;Geschlecht;Ortsteil\n",
  );
  let state = 1;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const day = (from: number, years: number): string => {
    const [year, month, date] = [from + draw(years), 1 + draw(12), 1 + draw(28)];
    return draw(10) === 0 ? `${pad(date)}.${pad(month)}.${year}` : `${year}-${pad(month)}-${pad(date)}`;
  };
  for (let index = 0; index < persons; index += 1) {
    const since = day(2012, 14);
    const answer = () => ["nein", "nein", "ja", ""][draw(4)];
    const line = [
      `AZR${String(index).padStart(9, "0")}`,
      day(1950, 60),
      since,
      statuses[draw(statuses.length)],
      day(2016, 9),
      since,
      day(2016, 10),
      draw(2) === 0 ? "" : day(2010, 16),
      answer(),
      answer(),
      draw(10),
      "",
      ["AFG", "SYR", "IRQ", "NGA"][draw(4)],
      ["w", "m", "d", ""][draw(4)],
      ["Mitte", "Nord", "Süd", "West"][draw(4)],
    ].join(";");
    if (!out.write(`${line}\n`)) await once(out, "drain");
  }
  out.end();
  await finished(out);
}

const pad = (number: number): string => String(number).padStart(2, "0");

const tasks: Record<string, (path: string) => Promise<number>> = {
  async read(path) {
    let rows = 0;
    for await (const _row of createReadStream(path).pipe(parse({ delimiter: ";" }))) rows += 1;
    return rows - 1;
  },
  async "read without keeping"(path) {
    let rows = 0;
    const parser = parse({
      delimiter: ";",
      on_record: () => {
        rows += 1;
        return null;
      },
    });
    await finished(createReadStream(path).pipe(parser).resume());
    return rows - 1;
  },
};

/** What a process used, told on its way out: processor time, so that other work on the machine does not show, and peak memory. */
const meter = `process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write("\\n@" + JSON.stringify({ seconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 }));
});`;

interface Used {
  readonly seconds: number;
  readonly megabytes: number;
  readonly out: string;
}

function measured(...words: string[]): Used {
  const given = [`--import=data:text/javascript,${encodeURIComponent(meter)}`, ...words];
  const { stdout, stderr, status } = spawnSync(process.execPath, given, { encoding: "utf8", maxBuffer: 1e9 });
  const used = stderr.split("\n@").at(-1);
  if (status === 2 || !used?.startsWith("{")) throw new Error(stderr);
  return { ...(JSON.parse(used) as Omit<Used, "out">), out: stdout };
}

const asOf = "2025-12-01";
const counted = (path: string): Used => measured("plugin/main.ts", "count", path, "--as-of", asOf, "--protect", "none", "--json");
const read = (task: string, path: string): Used => measured("tests/bench/count.ts", task, path);

function compare(path: string, persons: number): void {
  for (let round = 1; round <= rounds; round += 1) {
    const uses = { read: read("read", path), "read without keeping": read("read without keeping", path), count: counted(path) };
    const figures = Object.entries(uses).map(
      ([name, { seconds, megabytes }]) => `${name} ${Math.round(persons / seconds)} rows/s, ${Math.round(megabytes)} MB`,
    );
    const ratio = (name: keyof typeof uses): string => (uses.count.seconds / uses[name].seconds).toFixed(2);
    console.log(`round ${round}: ${figures.join(" · ")} · count takes ${ratio("read")} and ${ratio("read without keeping")} times as long`);
  }
}

/** The same count as one query, so that the speed is compared with the same numbers. */
const query = `
import duckdb, json, resource, sys
path, as_of = sys.argv[1], sys.argv[2]
db = duckdb.connect()
db.execute("SET threads = 1; SET enable_progress_bar = false")
day = lambda column: f"CASE WHEN {column} LIKE '__.__.____' THEN strptime({column}, '%d.%m.%Y') ELSE TRY_CAST({column} AS TIMESTAMP) END::DATE"
days = ", ".join(f"{day(column)} AS {column}" for column in ("Geburtsdatum", "Status_seit", "ununterbrochen_seit", "Duldung_seit", "rechtmaessig_seit", "Einreise"))
before = " AND ".join(f"({column} IS NULL OR Geburtsdatum IS NULL OR {column} >= Geburtsdatum)" for column in ("Einreise", "Status_seit", "ununterbrochen_seit", "Duldung_seit", "rechtmaessig_seit"))
geduldet = "Status IN ('duldung', 'duldung-60c', 'duldung-60d')"
rows = db.execute(f"""
WITH p AS (SELECT Kennung, Status, P60b, Kind_im_Haushalt, {days} FROM read_csv(?, delim=';', all_varchar=true)),
q AS (SELECT * FROM p WHERE {before}),
r AS (SELECT *, DATE '{as_of}' AS d FROM q)
SELECT
 count(*) FILTER (((({geduldet}) AND P60b = 'nein') OR Status = 'ae-104c') AND ununterbrochen_seit + INTERVAL 36 MONTH <= d
   AND (Status = 'ae-104c' OR Duldung_seit + INTERVAL 12 MONTH <= d) AND Geburtsdatum + INTERVAL 14 YEAR <= d AND Geburtsdatum + INTERVAL 27 YEAR > d),
 count(*) FILTER (((({geduldet}) AND P60b = 'nein') OR Status = 'ae-104c') AND (ununterbrochen_seit + INTERVAL 72 MONTH <= d
   OR (Kind_im_Haushalt = 'ja' AND ununterbrochen_seit + INTERVAL 48 MONTH <= d))),
 count(*) FILTER (({geduldet} OR Status = 'duldung-60b') AND ununterbrochen_seit + INTERVAL 60 MONTH <= DATE '2022-10-31'),
 count(*) FILTER (Status IN ('ae-25a', 'ae-25b', 'ae-sonstige', 'blaue-karte', 'niederlassung', 'freizuegigkeit-eu') AND rechtmaessig_seit + INTERVAL 60 MONTH <= d),
 count(DISTINCT Kennung)
FROM r""", [path]).fetchone()
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"counts": rows, "seconds": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024}))
`;

function compareWithDuckDb(folder: string, path: string, persons: number): void {
  const target = join(folder, "python");
  const install = spawnSync("python3", ["-m", "pip", "install", "--quiet", "--target", target, "duckdb"], {
    encoding: "utf8",
    timeout: 120_000,
  });
  if (install.status !== 0) {
    console.log(`DuckDB: not compared, it could not be installed: ${install.error?.message ?? install.stderr.trim().split("\n").at(-1)}`);
    return;
  }
  const run = spawnSync("python3", ["-c", query, path, asOf], { encoding: "utf8", env: { ...process.env, PYTHONPATH: target } });
  if (run.status !== 0) throw new Error(run.stderr);
  const { counts, seconds, megabytes } = JSON.parse(run.stdout) as { counts: number[]; seconds: number; megabytes: number };
  const ours = counted(path);
  const { results } = JSON.parse(ours.out) as { results: { potential: number }[] };
  const same = results.every(({ potential }, index) => potential === counts[index]);
  const speed = `${Math.round(persons / seconds)} rows/s, ${Math.round(megabytes)} MB`;
  console.log(
    `DuckDB on one thread: ${speed} · count takes ${(ours.seconds / seconds).toFixed(2)} times as long · ${same ? "the same numbers" : `other numbers: ${counts} and ${results.map(({ potential }) => potential)}`}`,
  );
}

const [first = "", file, ...more] = process.argv.slice(2);
const chosen = tasks[first];
if (chosen && file) await chosen(file);
else {
  const sizes = [first, file, ...more].filter((size) => size !== undefined && size !== "").map(Number);
  for (const persons of sizes.length > 0 ? sizes : [250_000, 2_000_000]) {
    const folder = mkdtempSync(join(tmpdir(), "bench-count-"));
    try {
      const path = join(folder, "auszug.csv");
      await write(path, persons);
      console.log(`${persons} invented persons, ${(statSync(path).size / 1e6).toFixed(1)} MB`);
      compare(path, persons);
      compareWithDuckDb(folder, path, persons);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}
