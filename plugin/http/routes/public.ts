import { readFileSync } from "node:fs";
import type { Sheet } from "../../../openapi/generated/plugin.ts";
import { publicPage, panelSection as sectionOf } from "../../agenda/print.ts";
import { resolve, type Shown } from "../../agenda/resolve.ts";
import type { Sheet as FrozenSheet } from "../../agenda/sheet.ts";
import { Refusal } from "../../refusal.ts";
import { type Attachment, publicAttachment, wasPublic } from "../../store/attachments.ts";
import { render } from "../../views.ts";
import { personOf } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation } from "../operation.ts";

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
  const about = { address: addressOf(context, key), base: "", data: `/public/agenda-items/${key}/sheet.json` };
  response.send(publicPage(attachment.sheet, about));
};

export const publicSheet: Operation = async (context, request, response) => {
  const attachment = await publicAttachment(context.store.read, request.params.key ?? "");
  if (!attachment) throw new Refusal("sheet.none", { status: 404 });
  response.json(asData(attachment.sheet));
};

export const panelSection: Operation = async (context, request, response) => {
  const { host, path, query = "", date, body, level } = request.query as Readonly<Record<string, string>> & { host: string; path: string };
  const towns = [...context.config.towns.values()].map((town) => ({ town, ris: context.ris(town.key) }));
  const told = { ...(date ? { date } : {}), ...(body ? { body } : {}) };
  const shown = await resolve(context.store.read, towns, { host, path, query }, told);
  const found = await Promise.all(shown.map(async (one) => ({ ...one, attachment: await publicAttachment(context.store.read, one.key) })));
  const sections = found.flatMap(({ key, row, attachment }) =>
    attachment ? [sectionFor(attachment, { address: addressOf(context, key), level: Number(level ?? 2), row })] : [],
  );
  // Asked again each time (with an ETag): what is withdrawn must be gone at once, what is approved be there.
  response.set("Cache-Control", "no-cache");
  if (sections.length === 0) return void response.status(204).end();
  response.type("html").send(sections.join(""));
};

export const manifest: Operation = ({ config }, _request, response) => {
  response.json({ ...descriptor, baseUrl: config.installation.baseUrl });
};

const sections = new Map<string, string>();
const sectionsKept = 500;

/** Rendered once per attachment and place: what is frozen never looks different. The oldest go first. */
function sectionFor({ id, sheet }: Attachment, about: { address: string; level: number; row: Shown["row"] }): string {
  const name = JSON.stringify([id, about]);
  const section = sections.get(name) ?? sectionOf(sheet, about);
  sections.set(name, section);
  const [oldest] = sections.keys();
  if (sections.size > sectionsKept && oldest !== undefined) sections.delete(oldest);
  return section;
}

const addressOf = ({ config }: AppContext, key: string): string => `${config.installation.baseUrl}/public/agenda-items/${key}`;

/** The sheet without what only the house needs: who approved a statement, and our town keys on every row. */
function asData(sheet: FrozenSheet): Sheet {
  return {
    ...sheet,
    figures: sheet.figures.map(({ town: _town, ...figure }) => figure),
    statements: sheet.statements.map(({ town: _town, approvedBy: _approvedBy, ...statement }) => statement),
  };
}
