import { fromAdministration } from "../../agenda/attach.ts";
import { candidatesOf } from "../../agenda/candidates.ts";
import type { Candidate } from "../../agenda/match.ts";
import type { TownConfig } from "../../config.ts";
import { say } from "../../messages.ts";
import type { Person } from "../../ports/identity.ts";
import { agendaItem } from "../../store/agenda-items.ts";
import { type Attachment, attachmentsOf } from "../../store/attachments.ts";
import type { AppContext } from "../context.ts";
import { approvalToken } from "./token.ts";

/** What staff see of an item inside the RIS, beside what everybody sees. Absent is null, because templates refuse what is missing. */
export interface StaffView {
  readonly panelTitle: string;
  readonly item: { readonly number: string; readonly name: string };
  readonly candidates: readonly Candidate[];
  readonly needsReason: boolean;
  readonly versions: readonly Version[];
  readonly cases: readonly { readonly title: string; readonly address: string }[];
  readonly workbench: string;
}

interface Version extends Pick<Attachment, "version" | "decision" | "proposedBy" | "proposedAt" | "decidedBy" | "decidedAt" | "reason"> {
  readonly draft: string | null;
  /** With it this person may approve the sheet from here. */
  readonly approval: { readonly id: string; readonly token: string } | null;
  /** Why not, to whom might expect it. */
  readonly hint: string | null;
}

/** Null when the person does not work for the item's town, when the item is not public, and when there is nothing to say of it. */
export async function staffView(context: AppContext, person: Person, key: string): Promise<StaffView | null> {
  const { read } = context.store;
  const item = await agendaItem(read, key);
  const town = item && context.config.towns.get(item.town);
  if (!item?.isPublic || !town || !person.towns.includes(town.key)) return null;
  const candidates = (await candidatesOf(read, town, [item])).get(item.id) ?? [];
  const current = currentOf(await attachmentsOf(read, town.key, item.id));
  const versions = current.map((one) => versionOf(context, town, person, one));
  const found = await read
    .selectFrom("Case")
    .select(["id", "title"])
    .where("town", "=", town.key)
    .where("agendaItem", "=", item.id)
    .orderBy("opened")
    .execute();
  if (candidates.length + versions.length + found.length === 0) return null;
  const { baseUrl } = context.config.installation;
  return {
    panelTitle: town.panelTitle,
    item,
    ...{ candidates, versions, needsReason: !fromAdministration(item) },
    cases: found.map(({ id, title }) => ({ title, address: `${baseUrl}/workbench/cases/${id}` })),
    workbench: `${baseUrl}/workbench/agenda-items/${key}`,
  };
}

/** What is open or in force; when nothing is, the last that was decided. */
function currentOf(all: readonly Attachment[]): readonly Attachment[] {
  const current = all.filter(({ decision }) => decision === "proposed" || decision === "approved");
  return current.length > 0 ? current : all.slice(0, 1);
}

function versionOf({ clock, config }: AppContext, town: TownConfig, person: Person, attachment: Attachment): Version {
  const { id, version, decision, proposedBy, proposedAt, decidedBy, decidedAt, reason } = attachment;
  const about = { version, decision, proposedBy, proposedAt, decidedBy, decidedAt, reason };
  if (decision !== "proposed") return { ...about, draft: null, approval: null, hint: null };
  const draft = `${config.installation.baseUrl}/workbench/attachments/${id}/preview`;
  const hint = whyNot(town, person, attachment);
  const token = hint ? null : approvalToken(config.installation, clock, { person: person.id, attachment: id });
  return { ...about, draft, hint, approval: token ? { id, token } : null };
}

/** What can be said beforehand; whether its numbers give small counts away is asked with the approval itself. */
function whyNot(town: TownConfig, person: Person, { proposedBy }: Attachment): string | null {
  if (!person.roles.includes("approver")) return say("panel.approver");
  return town.fourEyes && proposedBy === person.id ? say("approve.four-eyes") : null;
}
