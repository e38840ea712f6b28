import { say } from "../messages.ts";
import { viewsBelow } from "../views.ts";

const folder = "workbench/help/";

/** The topics of the help: one file each in templates/workbench/help, named after the page that it belongs to. */
export const helpTopics: readonly string[] = viewsBelow(folder);

/** The topic of a page; null for one without, which leads to the overview. */
export function helpOf(view: string): string | null {
  const topic = view.replace(/^workbench\//, "");
  return helpTopics.includes(topic) ? topic : null;
}

/** What the help calls a topic. */
export const helpTitle = (topic: string): string => say(`help.${topic}`);
