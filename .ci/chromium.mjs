// Runs before `npm test`: the browser tests and the PDF need a Chromium. Installs Debian's where it may, else says in one line what to install.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const tools = ["pdfinfo", "pdftoppm"]; // poppler-utils: the tests look at the PDF with them
const missing = [
  ...(places.some((place) => place && existsSync(place)) ? [] : ["chromium"]),
  ...(tools.every((tool) => spawnSync(tool, ["-v"]).status !== null) ? [] : ["poppler-utils"]),
];

if (missing.length > 0) {
  const root = process.getuid?.() === 0;
  const apt = spawnSync("apt-get", ["--version"]).status === 0;
  if (!root || !apt) {
    console.error(
      `The tests need ${missing.join(" and ")}. On Debian or Ubuntu: sudo apt-get install ${missing.join(" ")}. Elsewhere set CHROMIUM.`,
    );
    process.exit(2);
  }
  console.error(`Installing ${missing.join(" and ")} (apt-get, about a minute) …`);
  const quiet = { stdio: ["ignore", 2, 2], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update", "-qq"], quiet);
  const { status } = spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], quiet);
  if (status !== 0) {
    console.error(`apt-get could not install ${missing.join(" and ")} (see above).`);
    process.exit(2);
  }
}
