import { sheetTitle } from "../../agenda/publish.ts";
import type { TownConfig } from "../../config.ts";
import { checkFigures } from "../../figures/clearance.ts";
import { explain } from "../../figures/publication.ts";
import { say } from "../../messages.ts";
import { titleOf } from "../../outbox/titles.ts";
import { Refusal } from "../../refusal.ts";
import { agendaItemKey } from "../../store/agenda-items.ts";
import { type Attachment, attachmentsOf } from "../../store/attachments.ts";
import { answer } from "../../store/cases.ts";
import { deliveryView } from "../../views/delivery.ts";
import type { AppContext } from "../context.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";
import { attachmentFor } from "./agenda.ts";
import { caseFor } from "./case-for.ts";
import { deliveryFor } from "./deliveries.ts";

type Decision = "approved" | "rejected" | "withdrawn";

/** Asks once more before a sheet is approved, rejected or withdrawn, and names what follows. */
export const confirmAttachment: Operation = async (context, request, response) => {
  const { read } = context.store;
  const found = await attachmentFor(context, request);
  const town = townOf(context, found.town);
  const decision = request.query.decision as Decision;
  const key = await agendaItemKey(read, found.town, found.agendaItem);
  page(request, response, "workbench/confirm", {
    heading: say(`confirm.sheet.${decision}`),
    about: say("confirm.about", { title: sheetTitle(found.sheet), name: found.sheet.agendaItem.name, version: found.version }),
    happens: await followsOf(context, town, found, decision),
    check: decision === "approved" ? explain(await checkFigures(context.store, town, found.sheet.figures)) : null,
    ...{ action: `/workbench/attachments/${found.id}/decision`, field: "decision", value: decision },
    button: say(`confirm.sheet.${decision}.button`),
    danger: decision === "withdrawn",
    back: key ? `/workbench/agenda-items/${key}` : "/workbench",
  });
};

async function followsOf({ store, config }: AppContext, town: TownConfig, of: Attachment, decision: Decision): Promise<string[]> {
  if (decision !== "approved") return [say(`confirm.sheet.${decision}.then`), say(`confirm.sheet.${decision}.undo`)];
  const key = await agendaItemKey(store.read, of.town, of.agendaItem);
  const earlier = (await attachmentsOf(store.read, of.town, of.agendaItem)).find((one) => one.decision === "approved");
  const { figures, statements } = of.sheet;
  return [
    say("confirm.public", {
      facts: say("confirm.facts", { figures: figures.length, statements: statements.length }),
      address: `${config.installation.baseUrl}/public/agenda-items/${key}`,
    }),
    ...(earlier ? [say("confirm.replaces", { version: earlier.version })] : []),
    ...filing(town),
    say("confirm.sheet.approved.undo"),
  ];
}

/** Where a document goes once it is decided. */
function filing({ ecm, handOver }: TownConfig): string[] {
  const targets = ecm.map(({ name }) => name).join(", ");
  return [...(targets ? [say("confirm.filed", { targets })] : []), ...(handOver ? [say("confirm.hand-over")] : [])];
}

/** Asks once more before an answer leaves the house. */
export const confirmRelease: Operation = async (context, request, response) => {
  const found = await answer(context.store.read, request.params.id ?? "");
  const of = await caseFor(context, request, found.case);
  const town = townOf(context, of.town);
  page(request, response, "workbench/confirm", {
    heading: say("confirm.answer"),
    about: say("confirm.answer.about", { title: of.title, version: found.version }),
    happens: [say("confirm.answer.then"), ...filing(town), say("confirm.answer.undo")],
    ...{ check: null, action: `/workbench/answers/${found.id}/release`, field: null, value: null, danger: false },
    button: say("confirm.answer.button"),
    back: `/workbench/cases/${of.id}`,
  });
};

/** Asks once more before a person's word on a delivery counts. */
export const confirmResolution: Operation = async (context, request, response) => {
  const found = await deliveryFor(context, request);
  const resolution = String(request.query.resolution);
  const view = deliveryView(found, { now: context.clock.now().toISOString(), waitsForEarlier: false, link: null });
  const button = view.buttons.find((one) => one.resolution === resolution);
  if (!button) throw new Refusal("decision.too-late");
  page(request, response, "workbench/confirm", {
    heading: button.label,
    about: `${titleOf(found)} (${view.part}, ${view.where}): ${view.state}`,
    happens: [say(`confirm.delivery.${resolution}`), say("confirm.delivery.undo")],
    ...{ check: null, action: `/workbench/deliveries/${found.id}/resolution`, field: "resolution", value: resolution },
    ...{ button: button.label, danger: resolution === "given-up", back: "/workbench/deliveries" },
  });
};
