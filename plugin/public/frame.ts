import type { TownConfig } from "../config.ts";
import { townPath } from "./addresses.ts";

/** What templates/public/frame.hbs needs: the town and the links at the head and foot of all its public pages. */
export function frame({ key, name, panelTitle, public: pages }: TownConfig) {
  const path = townPath(key);
  return {
    town: { key, name, panelTitle },
    links: {
      overview: path,
      method: `${path}/method`,
      accessibility: `${path}/accessibility`,
      imprint: pages.imprint ?? null,
      privacy: pages.privacy ?? null,
    },
  };
}
