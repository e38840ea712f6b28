import { say } from "../messages.ts";
import { inWords } from "./in-words.ts";

/** Who did it, for people: `service:outbox` is "Dienst (Ablage)"; a person whose name is not known stays the id that the history holds. */
export function byWhom(by: string, names: ReadonlyMap<string, string> = new Map()): string {
  const reason = /^service:(\S+)/.exec(by)?.[1];
  return reason ? say("action.by", { reason: inWords(reason, "action.by.") }) : (names.get(by) ?? by);
}

/** The detail of a deed, a JSON object, as `Schlüssel: Wert; …`. What is empty is left out. */
export function detailText(json: string): string {
  return text(JSON.parse(json));
}

function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(text).filter(Boolean).join(", ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([key, inner]) => [inWords(key, "action.detail."), meaning(key, inner)])
    .filter(([, inner]) => inner)
    .map(([name, inner]) => `${name}: ${inner}`)
    .join("; ");
}

/** Some keys hold codes: why a delivery failed, the state it was in before a person decided, the step of a case and its states. */
function meaning(key: string, value: unknown): string {
  if (key === "code" && typeof value === "string") return inWords(value, "delivery.code.", "");
  if (key === "from" && typeof value === "string") return inWords(value, "delivery.was.");
  if (key === "step" && typeof value === "string") return inWords(value, "case-event.");
  if ((key === "was" || key === "is") && typeof value === "string") return inWords(value, "case-state.");
  return text(value);
}
