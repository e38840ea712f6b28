import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Debian's nginx in front of `ris` and `kim` (`host:port`), as templates/operation/nginx.conf says; only the addresses are put in. */
export async function startNginx({ port, ris, kim }: { port: number; ris: string; kim: string }): Promise<AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), "kim-nginx-"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => {
    mkdirSync(join(folder, kind), { mode: 0o777 });
    return `${kind}_temp_path ${join(folder, kind)};`;
  });
  const given = readFileSync("templates/operation/nginx.conf", "utf8");
  const server = [
    ["upstream ris { server 127.0.0.1:8081; }", `upstream ris { server ${ris}; }`],
    ["upstream kim { server 127.0.0.1:8080; }", `upstream kim { server ${kim}; }`],
    ["listen 80;", `listen 127.0.0.1:${port};`],
  ].reduce((text, [from = "", to = ""]) => {
    if (!text.includes(from)) throw new Error(`templates/operation/nginx.conf has no "${from}" any more`);
    return text.replace(from, to);
  }, given);
  const head = `daemon off; pid ${join(folder, "pid")}; error_log stderr warn; events { worker_connections 64; }`;
  writeFileSync(join(folder, "nginx.conf"), `${head}\nhttp { access_log off; ${temporary.join(" ")}\n${server}\n}\n`);
  const nginx = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: ["ignore", "ignore", "pipe"] });
  await listening(nginx, port);
  return {
    async [Symbol.asyncDispose]() {
      const gone = once(nginx, "exit");
      if (nginx.exitCode === null) nginx.kill("SIGTERM");
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}

async function listening(nginx: ChildProcess, port: number): Promise<void> {
  let said = "";
  nginx.stderr?.on("data", (bytes) => {
    said += bytes;
  });
  for (let tries = 0; tries < 100; tries += 1) {
    if (nginx.exitCode !== null) throw new Error(`nginx ended: ${said}`);
    if (
      await fetch(`http://127.0.0.1:${port}/nothing-here`).then(
        () => true,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  nginx.kill("SIGKILL");
  throw new Error(`nginx does not listen: ${said}`);
}
