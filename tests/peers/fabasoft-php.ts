import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** PHP's SOAP server with tests/peers/fabasoft-service.php behind it, on a port of its own. */
export async function phpService(wsdl: string, postMaxSize = "200M"): Promise<{ readonly url: string } & AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), "kim-php-"));
  const limits = ["-d", `post_max_size=${postMaxSize}`, "-d", "memory_limit=1G", "-d", "display_errors=0"];
  const server = spawn("php", [...limits, "-S", "127.0.0.1:0", "tests/peers/fabasoft-service.php"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, KIM_WSDL: wsdl, KIM_FOLDER: folder },
  });
  const ended = new Promise<void>((done) => server.once("close", () => done()));
  const url = await new Promise<string>((done, failed) => {
    const lines = createInterface(server.stderr).on("line", (line) => {
      const address = /\((http:\/\/127\.0\.0\.1:\d+)\) started/.exec(line)?.[1];
      if (address) done(address);
    });
    lines.once("close", () => failed(new Error("php did not start")));
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
