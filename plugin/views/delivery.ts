import { formatDate } from "../figures/format.ts";
import { say } from "../messages.ts";
import { handOver } from "../outbox/enqueue.ts";
import { mayResolve, type Resolution } from "../outbox/resolve.ts";
import { titleOf } from "../outbox/titles.ts";
import type { DeliveryEntry } from "../store/deliveries.ts";
import { dayOf, timeOf } from "./dates.ts";
import { byWhom } from "./deed.ts";
import { inWords } from "./in-words.ts";

export interface DeliveryView {
  readonly id: string;
  readonly title: string;
  /** `E-Akte e-akte`, `Übergabe an die Sitzungssoftware`, with the part. */
  readonly where: string;
  readonly part: string;
  readonly state: string;
  /** How pressing it is; the words say the same. */
  readonly tone: "info" | "success" | "warning" | "danger";
  readonly next: string;
  readonly reason: string | null;
  /** The case in the ECM and the name there. */
  readonly place: string | null;
  readonly link: string | null;
  /** Who, when, object id, version: what proves it. */
  readonly proof: readonly string[];
  readonly sha256: string | null;
  readonly isHandOver: boolean;
  /** Whether the source data can be had together with it. */
  readonly hasPackage: boolean;
  readonly buttons: readonly { readonly resolution: Resolution; readonly label: string }[];
  readonly wantsPerson: boolean;
  readonly settled: boolean;
}

/** What the page knows besides the row. */
export interface DeliveryContext {
  readonly now: string;
  /** The version before is not settled. */
  readonly waitsForEarlier: boolean;
  /** Where people open the case, from the configuration. */
  readonly link: string | null;
}

/** One line for the page of the item or the case. */
export function deliveryLine(row: DeliveryEntry): string {
  const { where, part, state } = deliveryView(row, { now: "", waitsForEarlier: false, link: null });
  return say("delivery.line", { where, part, state, name: row.objectName ?? titleOf(row) });
}

/** Where the document of an answer is, in short: `E-Akte: abgelegt`. */
export function whereItIs({ target, action, state }: Pick<DeliveryEntry, "target" | "action" | "state">): string {
  const isHandOver = target === handOver;
  const where = isHandOver ? say("delivery.to-ris") : target;
  return `${where}: ${inWords(`${isHandOver ? "ris" : "ecm"}.${action}.${state}`, "delivery.state.")}`;
}

const tones = { uncertain: "warning", failed: "danger", confirmed: "success" } as const;
const never = "9999";
const differs = "hand-over-differs";

/** A delivery as people read it: what became of it, what proves that, and what there is to do. */
export function deliveryView(row: DeliveryEntry, about: DeliveryContext): DeliveryView {
  const isHandOver = row.target === handOver;
  const key = `${isHandOver ? "ris" : "ecm"}.${row.action}.${row.state}`;
  const stuck = row.state === "failed" || row.code === differs || (row.state === "uncertain" && row.notBefore.startsWith(never));
  return {
    ...{ id: row.id, title: titleOf(row), isHandOver, sha256: row.sha256, link: about.link },
    hasPackage: isHandOver && row.action === "file",
    where: isHandOver ? say("delivery.to-ris") : row.target,
    part: row.action === "withdraw" ? say("delivery.part.withdrawal") : say(`delivery.part.${row.part}`),
    state: inWords(key, "delivery.state."),
    tone: row.state in tones ? tones[row.state as keyof typeof tones] : "info",
    next: nextStep(row, about, key),
    reason: reasonOf(row),
    place: placeOf(row),
    proof: proofOf(row),
    buttons: (["handed-over", "arrived", "again", "given-up"] as const)
      .filter((resolution) => mayResolve(row, resolution) && !(isHandOver && row.sha256 === null))
      .map((resolution) => ({ resolution, label: say(`delivery.button.${buttonKey(row, isHandOver, resolution)}`) })),
    wantsPerson: stuck || (isHandOver && row.state === "queued" && row.sha256 !== null),
    settled: row.state === "confirmed" || row.state === "not-due",
  };
}

const buttonKey = ({ action, state }: DeliveryEntry, isHandOver: boolean, resolution: Resolution): string => {
  if (action === "withdraw") return `withdraw.${resolution}`;
  if (isHandOver) return `ris.${resolution}`;
  return resolution === "arrived" || resolution === "again" ? `${resolution}.${state}` : resolution;
};

function nextStep(row: DeliveryEntry, { now, waitsForEarlier }: DeliveryContext, key: string): string {
  if (waitsForEarlier && row.state === "queued") return say("delivery.next.earlier");
  if (row.recalled && row.action === "file" && (row.state === "uncertain" || row.state === "sent")) return say("delivery.next.recalled");
  const automatic = (row.state === "queued" || row.state === "uncertain") && row.target !== handOver && !row.notBefore.startsWith(never);
  if (automatic && row.notBefore > now) return say(`delivery.next.later.${row.state}`, { at: moment(row.notBefore) });
  if (automatic) return say(`delivery.next.soon.${row.state}`);
  if (row.code === differs) return say("delivery.next.differs");
  if (row.target === handOver && row.state === "queued" && row.sha256 === null) return say("delivery.next.rendering");
  // Only what the worker confirmed was read back.
  return say(`delivery.next.${row.confirmedBy && !row.confirmedBy.startsWith("service:") ? "ecm.file.not-due" : key}`);
}

function reasonOf({ code, attempts, state }: DeliveryEntry): string | null {
  if (!code || state === "not-due") return null;
  const reason = inWords(code, "delivery.code.", "");
  if (attempts === 0) return reason;
  return `${reason} (${attempts === 1 ? say("delivery.attempt") : say("delivery.attempts", { attempts })})`;
}

function placeOf({ folder, objectName, target, state }: DeliveryEntry): string | null {
  if (target === handOver) return objectName;
  if (!folder || state === "not-due") return null;
  return [...(JSON.parse(folder) as string[]), ...(objectName ? [objectName] : [])].join(" › ");
}

function proofOf(row: DeliveryEntry): string[] {
  const { objectId, objectVersion, confirmedBy, confirmedAt, handedOverBy, handedOverAt, onBehalfOf } = row;
  return [
    ...(handedOverBy && handedOverAt ? [say("delivery.proof.handed-over", { by: handedOverBy, at: moment(handedOverAt) })] : []),
    ...(confirmedBy && confirmedAt ? [say("delivery.proof.confirmed", { by: byWhom(confirmedBy), at: moment(confirmedAt) })] : []),
    ...(objectId ? [say("delivery.proof.object", { objectId })] : []),
    ...(objectVersion ? [say("delivery.proof.version", { objectVersion })] : []),
    say("delivery.proof.on-behalf-of", { onBehalfOf }),
  ];
}

const moment = (iso: string): string => [formatDate(dayOf(iso)), timeOf(iso)].filter(Boolean).join(", ");
