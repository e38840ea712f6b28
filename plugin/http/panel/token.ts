import { createHmac, timingSafeEqual } from "node:crypto";
import type { Installation } from "../../config/schema.ts";
import type { Clock } from "../../ports/clock.ts";

const minutes = 30;

type Deed = { readonly person: string; readonly attachment: string };

/** Proves that this person was shown this sheet to decide on: given out with the section, and good for half an hour. */
export function approvalToken({ sessionSecret }: Pick<Installation, "sessionSecret">, clock: Clock, deed: Deed): string {
  const until = Math.floor(clock.now().getTime() / 60_000) + minutes;
  return `${until}.${mac(sessionSecret, deed, until)}`;
}

export function isApprovalToken({ sessionSecret }: Pick<Installation, "sessionSecret">, clock: Clock, deed: Deed, token: string): boolean {
  const [until = "", given = ""] = token.split(".");
  if (!/^\d{1,12}$/.test(until) || Number(until) * 60_000 < clock.now().getTime()) return false;
  const [one, other] = [Buffer.from(given), Buffer.from(mac(sessionSecret, deed, Number(until)))];
  return one.length === other.length && timingSafeEqual(one, other);
}

const mac = (secret: string, { person, attachment }: Deed, until: number): string =>
  createHmac("sha256", secret)
    .update(JSON.stringify(["panel-approval", person, attachment, until]))
    .digest("base64url");
