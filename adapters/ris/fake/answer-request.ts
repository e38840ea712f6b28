import { readFileSync } from "node:fs";
import { type Answer, htmlType, json } from "./answer.ts";
import { type Backstage, rootOf } from "./backstage.ts";
import { type Directory, directory } from "./oparl/directory.ts";
import { oparlAnswer } from "./oparl/face.ts";
import { addressRules } from "./pages/address.ts";
import { documentAnswer, findDocument, type PageRequest, pageAnswer } from "./pages/face.ts";
import { render } from "./pages/templates.ts";
import { portals } from "./portals.ts";
import { midnight } from "./stamps.ts";
import type { TownState } from "./state.ts";

/** The answer to a GET, before any mishap. `path` is the path as it came, still percent-encoded, with a leading slash. */
export function answerRequest(stage: Backstage, path: string, query: URLSearchParams, panelUrl: string | undefined): Answer {
  if (path === "/") return entrance(stage);
  if (path === "/entrance.css") return entranceStyle;
  if (path === "/favicon.ico") return { status: 204, headers: {}, body: "" };
  const [, key = "", rest] = /^\/([^/]+)(?:\/(.*))?$/.exec(path) ?? [];
  const portal = Object.hasOwn(portals, key) ? portals[key] : undefined;
  const state = portal && stage.states.get(portal.town);
  if (!state) return json({ message: "Hier gibt es keine Kommune dieses Namens." }, 404);
  if (rest === undefined) return { status: 308, headers: { location: `/${key}/` }, body: "" };
  const page = {
    state: { ...state, face: portal.face },
    root: `/${key}/`,
    origin: stage.origin,
    path: rest,
    query,
    panelUrl,
    login: portal.login,
  };
  if (key !== portal.town) return pageAnswer(page);
  const download = /^oparl\/downloadfiles\/(\d+)\.(html|txt)$/.exec(rest);
  if (download) return downloadAnswer(page, Number(download[1]), download[2] ?? "");
  if (rest.startsWith("oparl/")) return oparlAnswer(directoryOf(stage, state), rest, query);
  return pageAnswer(page);
}

const directories = new WeakMap<TownState, { readonly revision: string; readonly directory: Directory }>();

/** What the OParl face of a town holds; built anew after a change, and at midnight because of more! rubin's time stamps. */
function directoryOf(stage: Backstage, state: TownState): Directory {
  const revision = `${stage.revision} ${midnight(stage.now())}`;
  const known = directories.get(state);
  if (known?.revision === revision) return known.directory;
  const built = directory(state, rootOf(stage, state.town.key), stage.now());
  directories.set(state, { revision, directory: built });
  return built;
}

/** A file as an attachment (specification 2-07); a file that is gone answers 410, an unknown one 404. */
function downloadAnswer(request: PageRequest, number: number, extension: string): Answer {
  const found = findDocument(request.state, number);
  const { deleted } = request.state.town;
  if (!found)
    return json({ message: "Datei nicht gefunden." }, deleted.some((one) => one.type === "File" && one.number === number) ? 410 : 404);
  if ("status" in found) return json({ message: "Datei nicht öffentlich." }, found.status);
  if (found.extension !== extension) return json({ message: "Datei nicht gefunden." }, 404);
  const answer = documentAnswer({ ...request, panelUrl: undefined }, found);
  const name = `${String(number).padStart(8, "0")}.${extension}`;
  return { ...answer, headers: { ...answer.headers, "content-disposition": `attachment; filename="${name}"` } };
}

const entranceStyle: Answer = {
  status: 200,
  headers: { "content-type": "text/css; charset=utf-8" },
  body: readFileSync(new URL("pages/entrance/entrance.css", import.meta.url), "utf8"),
};

/** All portals side by side. */
function entrance(stage: Backstage): Answer {
  const rows = Object.entries(portals).flatMap(([key, { town, system, login, sample, face }]) => {
    const state = stage.states.get(town);
    const oparl = key === town ? `/${key}/oparl/system` : null;
    return state
      ? [{ system, login, town: state.town.title, home: `/${key}/${addressRules[face].index}`, sample: `/${key}/${sample}`, oparl }]
      : [];
  });
  const headers = { "content-type": htmlType, "content-security-policy": "default-src 'none'; style-src 'self'" };
  return { status: 200, headers, body: render("entrance/entrance", { rows, style: "/entrance.css" }) };
}
