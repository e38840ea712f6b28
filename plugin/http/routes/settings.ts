import { Installation, Town } from "../../config/schema.ts";
import { shownSettings } from "../../config/shown.ts";
import { version } from "../../version.ts";
import { signedIn } from "../auth.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";

/** The settings that hold, each with its place: they are changed in the files, never here. */
export const settingsPage: Operation = ({ config }, request, response) => {
  const { towns: mine } = signedIn(request);
  const files = [
    { file: "installation.json", name: null, schema: Installation, values: config.installation },
    ...[...config.towns.values()]
      .filter(({ key }) => mine.includes(key))
      .map((town) => ({ file: `${town.key}.json`, name: town.name, schema: Town, values: town })),
  ];
  page(request, response, "workbench/settings", {
    version,
    files: files.map(({ file, name, schema, values }) => ({
      ...{ file, name },
      settings: shownSettings(schema, values, config.written.get(file), file),
    })),
  });
};
