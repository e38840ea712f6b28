import { readFileSync } from "node:fs";
import type { Sheet } from "../../../openapi/generated/plugin.ts";
import { publicPage } from "../../agenda/print.ts";
import type { Sheet as FrozenSheet } from "../../agenda/sheet.ts";
import { Refusal } from "../../refusal.ts";
import { publicAttachment, wasPublic } from "../../store/attachments.ts";
import { render } from "../../views.ts";
import { personOf } from "../auth.ts";
import type { Operation } from "../operation.ts";
import { publicAddress } from "../panel/sections.ts";

const descriptor = JSON.parse(readFileSync(new URL("../../../manifest.json", import.meta.url), "utf8"));

export const startPage: Operation = ({ config }, request, response) => {
  const towns = [...config.towns.values()].map(({ name }) => name);
  response.type("html").send(render("public/start", { towns, person: personOf(request) }));
};

export const publicAgendaItem: Operation = async (context, request, response) => {
  const key = request.params.key ?? "";
  const attachment = await publicAttachment(context.store.read, key);
  response.set("Cache-Control", "no-cache").type("html");
  if (!attachment) {
    const gone = await wasPublic(context.store.read, key);
    return void response.status(gone ? 410 : 404).send(render(gone ? "public/gone" : "public/none", {}));
  }
  const about = { address: publicAddress(context, key), base: "", data: `/public/agenda-items/${key}/sheet.json` };
  response.send(publicPage(attachment.sheet, about));
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
