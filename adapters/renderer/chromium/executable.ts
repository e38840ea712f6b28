import { access, constants } from "node:fs/promises";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * The browser to start: the one from the settings, else the one of the environment variable CHROMIUM, else the first in its
 * usual place. One that was asked for and is not there is not silently replaced by another. Null = none.
 */
export async function found(setting: string | undefined): Promise<string | null> {
  const asked = setting ?? process.env.CHROMIUM;
  for (const path of asked ? [asked] : usual) {
    const there = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there) return path;
  }
  return null;
}
