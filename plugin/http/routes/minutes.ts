import { examplesOf } from "../../inquiry/examples.ts";
import type { NewMinutes } from "../../inquiry/minutes/intake.ts";
import { readingOf } from "../../inquiry/minutes/stored.ts";
import { type ReadFile, readMinutes } from "../../inquiry/minutes.ts";
import { takeIn } from "../../inquiry/take-in.ts";
import { Refusal } from "../../refusal.ts";
import { protocolOf, sittingsOf } from "../../store/meetings.ts";
import { resultView } from "../../views/minutes.ts";
import { signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";
import { itemFor } from "./agenda.ts";
import { uploaded } from "./form.ts";

/** The way in of the inquiry flow: minutes by upload, pasted, or from the RIS. */
export const minutesPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const known = await context.store.read
    .selectFrom("Minutes")
    .select(["id", "title", "organization", "sitting", "status", "addedAt"])
    .where("town", "=", town.key)
    .orderBy("addedAt", "desc")
    .limit(50)
    .execute();
  page(request, response, "workbench/minutes", { town, known });
};

/** What became of minutes: item by item what was found, what was not and why; nothing of the text belongs nowhere. */
export const minutesResult: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const minutes = await context.store.read
    .selectFrom("Minutes")
    .selectAll()
    .where("town", "=", town.key)
    .where("id", "=", request.params.id ?? "")
    .executeTakeFirst();
  if (!minutes) throw new Refusal("unknown", { status: 404 });
  const cases = await context.store.read
    .selectFrom("Case")
    .select(["id", "title", "due", "public"])
    .where("town", "=", town.key)
    .where("sitting", "=", minutes.sitting)
    .execute();
  page(request, response, "workbench/minutes-result", { town, minutes, result: resultView(minutes, readingOf(minutes), cases) });
};

/** What people corrected, as labelled passages: JSONL. */
export const minutesExamples: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const examples = await examplesOf(context.store.read, town);
  response.set("Cache-Control", "no-store").attachment(`beispiele-${town.key}.jsonl`).type("text/plain");
  response.send(examples.map((one) => `${JSON.stringify(one)}\n`).join(""));
};

export const addMinutes: Operation = async (context, request, response) => {
  const { organization, sitting, title = "", paperReference, status, text = "" } = request.body;
  const chosen = uploaded(request, "file");
  const file = chosen && chosen.bytes.length > 0 ? chosen : null;
  if (!file && text.trim() === "") throw new Refusal("minutes.empty", { status: 422, field: "text" });
  const read = file ? readMinutes(file) : { text, mediaType: "text/plain" };
  const reference = paperReference ? { paperReference } : {};
  await take(context, request, response, townOf(context, request).key, { organization, sitting, title, status, ...reference, ...read });
};

export const fetchMinutes: Operation = async (context, request, response) => {
  const item = await itemFor(context, request);
  const { name, meeting, paper, id } = item;
  const read = await publishedText(context, item.town, meeting.id, signedIn(request).id);
  const place = { title: name, organization: meeting.organization, sitting: meeting.start.slice(0, 10), agendaItem: id };
  const reference = paper ? { paperReference: paper.reference } : {};
  await take(context, request, response, item.town, { ...place, ...reference, status: "approved", ...read });
};

/** Some systems serve the text of a file with it; from the others the file itself is fetched. */
async function publishedText(context: AppContext, town: string, meeting: string, by: string): Promise<ReadFile> {
  const file = await protocolOf(context.store.read, town, meeting);
  if (file?.text) return { text: file.text, mediaType: "text/plain" };
  const reader = context.ris(town).minutes;
  if (!file || !reader) throw new Refusal("minutes.none");
  const { id, accessUrl, downloadUrl, fileName } = file;
  const { bytes, mediaType } = await reader.fetch({ id, accessUrl, ...(downloadUrl ? { downloadUrl } : {}) }, { as: "person", id: by });
  return readMinutes({ name: fileName ?? `niederschrift.${mediaType.split("/")[1]}`, bytes });
}

/** Minutes of one item lead to its case; all others to the page that tells what became of them. */
async function take(
  context: AppContext,
  request: OperationRequest,
  response: Parameters<Operation>[2],
  town: string,
  minutes: NewMinutes,
): Promise<void> {
  const coming = await sittingsOf(context.store.read, town, minutes.organization, minutes.sitting);
  const taken = await takeIn(context, townOf(context, town), minutes, coming, signedIn(request).id);
  const [only, other] = taken.cases;
  const single = only !== undefined && other === undefined && !taken.divided && !taken.met ? only : null;
  const to = single ?? (minutes.agendaItem ? await caseOfItem(context, town, minutes.agendaItem, taken.cases) : null);
  response.redirect(303, to ? `/workbench/cases/${to}` : `/workbench/towns/${town}/minutes/${taken.minutes}`);
}

/** Who fetched the minutes of a sitting from one of its items wants the case of that item. */
async function caseOfItem({ store }: AppContext, town: string, agendaItem: string, cases: readonly string[]): Promise<string | null> {
  const rows = await store.read.selectFrom("Case").select("id").where("town", "=", town).where("agendaItem", "=", agendaItem).execute();
  return rows.find(({ id }) => cases.includes(id))?.id ?? null;
}
