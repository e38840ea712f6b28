import { readFileSync } from "node:fs";
import type { Sheet } from "../../../openapi/generated/plugin.ts";
import type { Sheet as FrozenSheet } from "../../agenda/sheet.ts";
import { townPath } from "../../public/addresses.ts";
import { kept } from "../../public/kept.ts";
import { placeView } from "../../public/place-view.ts";
import { sheetPage } from "../../public/sheet-page.ts";
import { Refusal } from "../../refusal.ts";
import { townOfItem } from "../../store/agenda-items.ts";
import { publicAttachment, wasPublic } from "../../store/attachments.ts";
import { render } from "../../views.ts";
import { personOf } from "../auth.ts";
import type { Operation } from "../operation.ts";

const descriptor = JSON.parse(readFileSync(new URL("../../../manifest.json", import.meta.url), "utf8"));

export const startPage: Operation = ({ config }, request, response) => {
  const towns = [...config.towns.values()].map(({ key, name }) => ({ name, path: townPath(key) }));
  response.type("html").send(render("public/start", { towns, person: personOf(request) }));
};

export const publicAgendaItem: Operation = async (context, request, response) => {
  const { config, store } = context;
  const key = request.params.key ?? "";
  const town = config.towns.get((await townOfItem(store.read, key)) ?? "");
  response.set("Cache-Control", "no-cache").type("html");
  if (!town) return void response.status(404).send(render("public/none", {}));
  const published = await context.published.of(town.key);
  const place = published.places.find(({ subject, item }) => subject === "Attachment" && item.key === key);
  const sheet = place?.sheet;
  if (place && sheet) {
    const page = () => sheetPage(town, published, { place, sheet }, config.installation.baseUrl);
    return void response.send(kept(published, `sheet ${place.id}`, page));
  }
  if (!(await wasPublic(store.read, key))) return void response.status(404).send(render("public/none", {}));
  const note = published.withdrawn.find(({ series }) => series === key);
  const about = { town: town.name, overview: townPath(town.key) };
  const withdrawn = note ? { ...placeView(note), until: note.decidedAt, ...about } : null;
  response.status(410).send(render("public/gone", { withdrawn }));
};

export const publicSheet: Operation = async (context, request, response) => {
  const attachment = await publicAttachment(context.store.read, request.params.key ?? "");
  if (!attachment) throw new Refusal("sheet.none", { status: 404 });
  response.json(asData(attachment.sheet));
};

export const manifest: Operation = ({ config }, _request, response) => {
  response.json({ ...descriptor, baseUrl: config.installation.baseUrl });
};

/** The sheet without what only the house needs: who approved a statement, and our town keys on every row. */
function asData(sheet: FrozenSheet): Sheet {
  return {
    ...sheet,
    figures: sheet.figures.map(({ town: _town, ...figure }) => figure),
    statements: sheet.statements.map(({ town: _town, approvedBy: _approvedBy, ...statement }) => statement),
  };
}
