import { handOverPackage } from "../../agenda/hand-over.ts";
import { say } from "../../messages.ts";
import { handOver } from "../../outbox/enqueue.ts";
import { fileName } from "../../outbox/file-name.ts";
import { type Resolution, resolveDelivery as settleByPerson } from "../../outbox/resolve.ts";
import { titleOf } from "../../outbox/titles.ts";
import { Refusal } from "../../refusal.ts";
import { type Delivery, type DeliveryEntry, deliveries, delivery } from "../../store/deliveries.ts";
import { type DeliveryView, deliveryView } from "../../views/delivery.ts";
import { inWords } from "../../views/in-words.ts";
import { assertTown, signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { page } from "../page.ts";

/** What left the house, what is on its way, and what a person has to say about it; what wants a person first. */
export const deliveriesPage: Operation = async (context, request, response) => {
  const { towns, roles } = signedIn(request);
  const rows = await deliveries(context.store.read, { towns });
  const documents = await documentsOf(context, rows);
  const sections = (["person", "waiting", "done"] as const)
    .map((id) => ({ id, documents: documents.filter(({ section }) => section === id) }))
    .filter((section) => section.documents.length > 0)
    .map((section) => ({ ...section, heading: say(`delivery.section.${section.id}`, { documents: section.documents.length }) }));
  const mayResolve = roles.includes("council-office") || roles.includes("committee-secretary");
  page(request, response, "workbench/deliveries", { sections, down: downSentences(context, rows), mayResolve });
};

/** The deliveries of one version of a sheet or an answer, under its title. */
async function documentsOf(context: AppContext, all: readonly DeliveryEntry[]) {
  const keys = await keysOf(context, all);
  const open = new Set(all.filter(({ state }) => state !== "confirmed" && state !== "not-due").map(({ id }) => id));
  const now = context.clock.now().toISOString();
  return [...Map.groupBy(all, ({ subjectId }) => subjectId).values()].flatMap((group) => {
    const first = group.find(({ part }) => part === "document") ?? group[0];
    if (!first) return [];
    const views = group.map((row) =>
      deliveryView(row, { now, waitsForEarlier: row.follows !== null && open.has(row.follows), link: linkOf(context, row) }),
    );
    const key = keys.get(`${first.town} ${first.series}`);
    const isAnswer = first.subject === "Answer";
    const href = isAnswer ? `/workbench/cases/${first.series}` : key ? `/workbench/agenda-items/${key}` : null;
    const about = say(isAnswer ? "delivery.to-case" : "delivery.to-item");
    const town = context.config.towns.get(first.town)?.name ?? first.town;
    const rows = views.toSorted((one, other) => urgency(other) - urgency(one));
    return [{ title: first.title, version: first.version, town, href, about, rows, section: sectionOf(views) }];
  });
}

const urgency = ({ wantsPerson, settled }: DeliveryView): number => (wantsPerson ? 2 : settled ? 0 : 1);

function sectionOf(views: readonly DeliveryView[]): "person" | "waiting" | "done" {
  if (views.some(({ wantsPerson }) => wantsPerson)) return "person";
  return views.every(({ settled }) => settled) ? "done" : "waiting";
}

async function keysOf({ store }: AppContext, rows: readonly DeliveryEntry[]): Promise<Map<string, string>> {
  const items = [...new Set(rows.filter(({ subject }) => subject === "Attachment").map(({ series }) => series))];
  const found = await store.read.selectFrom("AgendaItem").select(["town", "id", "key"]).where("id", "in", items).execute();
  return new Map(found.map(({ town, id, key }) => [`${town} ${id}`, key]));
}

/** Where people look for a document in that ECM, if the town's settings say so. */
function linkOf({ config }: AppContext, { town, target, id, title, folder }: DeliveryEntry): string | null {
  const link = config.towns.get(town)?.ecm.find(({ name }) => name === target)?.link;
  if (!link) return null;
  const values: Record<string, string> = { reference: id, title, folder: folder ? (JSON.parse(folder) as string[]).join("/") : "" };
  return link.replace(/\{(reference|title|folder)\}/g, (_hole, name: string) => encodeURIComponent(values[name] ?? ""));
}

/** One sentence per ECM that does not answer at present: everything for it waits, and nobody has to do anything here. */
function downSentences({ config }: AppContext, rows: readonly DeliveryEntry[]): string[] {
  const queued = rows.filter(({ state, target }) => state === "queued" && target !== handOver);
  return [...Map.groupBy(queued, ({ town, target }) => `${town} ${target}`).values()].flatMap((group) => {
    const failing = group.find(({ code }) => code !== null);
    if (!failing?.code) return [];
    const town = config.towns.get(failing.town)?.name ?? failing.town;
    const reason = inWords(failing.code, "delivery.code.", "");
    const key = group.length === 1 ? "delivery.down-one" : "delivery.down";
    return [say(key, { target: failing.target, town, reason, documents: group.length })];
  });
}

export const deliveryFile: Operation = async (context, request, response) => {
  const found = await deliveryFor(context, request);
  const { bytes, extension, mediaType } = found;
  if (!bytes || !mediaType || !extension) throw new Refusal("delivery.not-rendered", { status: 404 });
  response.attachment(fileName(titleOf(found), extension));
  response.set("Cache-Control", "no-store").type(mediaType).send(Buffer.from(bytes));
};

export const deliveryPackage: Operation = async (context, request, response) => {
  const found = await deliveryFor(context, request);
  const bytes = await handOverPackage(context.store.read, found);
  response.attachment(fileName(titleOf(found), "zip"));
  response.set("Cache-Control", "no-store").type("application/zip").send(Buffer.from(bytes));
};

export const resolveDelivery: Operation = async (context, request, response) => {
  const found = await deliveryFor(context, request);
  await settleByPerson(context, found, request.body.resolution as Resolution, signedIn(request).id);
  response.redirect(303, "/workbench/deliveries");
};

/** The delivery in the path, if this person works for its town. */
export async function deliveryFor(context: AppContext, request: OperationRequest): Promise<Delivery> {
  const found = await delivery(context.store.read, request.params.id ?? "");
  assertTown(request, found.town);
  return found;
}
