// Runs before `npm run peers`: fetches the foreign software that the tests in tests/peers/ talk to. What cannot be had is said in one line, and its
// tests are skipped.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { artifactFile, artifactFolder, missing, type PeerName, peers } from "../tests/peers/peers.ts";

const maven = "https://repo.maven.apache.org/maven2";
const problems: string[] = [];

function installPackages(names: readonly PeerName[]): void {
  const packages = [...new Set(names.flatMap((name) => (peers[name].isInstalled() ? [] : peers[name].packages)))];
  if (packages.length === 0) return;
  const byHand = `on Debian or Ubuntu: sudo apt-get install ${packages.join(" ")}`;
  if (process.getuid?.() !== 0) problems.push(`not root; ${byHand}`);
  else if (spawnSync("apt-get", ["--version"]).status !== 0) problems.push(`no apt-get; ${byHand}`);
  else {
    console.error(`Installing ${packages.join(", ")} (apt-get, about a minute) …`);
    const quiet = { stdio: ["ignore", "ignore", 2] as const, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    spawnSync("apt-get", ["update", "-qq"], { ...quiet, stdio: [...quiet.stdio] });
    const { status } = spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], {
      ...quiet,
      stdio: [...quiet.stdio],
    });
    if (status !== 0) problems.push(`apt-get failed (see above); ${byHand}`);
  }
}

/** Nothing is kept whose checksum is not the one written down in tests/peers/peers.ts. */
async function fetchArtifacts(name: PeerName): Promise<void> {
  const absent = missing(name);
  for (const artifact of peers[name].artifacts) {
    const file = artifactFile(artifact);
    if (!absent.some((each) => file.endsWith(each))) continue;
    const reply = await fetch(`${maven}/${artifact.path}`, { signal: AbortSignal.timeout(300_000) });
    if (!reply.ok) throw new Error(`${artifact.path}: HTTP ${reply.status}`);
    const bytes = await reply.bytes();
    if (createHash("sha256").update(bytes).digest("hex") !== artifact.sha256) throw new Error(`${artifact.path}: wrong checksum`);
    mkdirSync(artifactFolder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, bytes);
    renameSync(`${file}.${process.pid}`, file);
  }
}

const names = Object.keys(peers) as PeerName[];
installPackages(names);
for (const name of names) {
  await fetchArtifacts(name).catch((error: Error) => problems.push(`${error.message} (${maven})`));
  const absent = missing(name);
  if (absent.length > 0) console.error(`Peer ${name} is skipped: ${absent.join(", ")} missing. ${problems.join("; ")}`);
}
