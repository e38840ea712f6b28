import { say } from "../messages.ts";
import type { DeliveryRow } from "../store/tables/work.ts";

/** The title under which people find it; with the number of the version where the ECM keeps each as a document of its own. */
export function titleOf({ title, version, separate }: Pick<DeliveryRow, "title" | "version" | "separate">): string {
  return separate ? say("delivery.title.version", { title, version }) : title;
}
