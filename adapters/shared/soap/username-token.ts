import { randomUUID } from "node:crypto";
import type { Clock } from "../../../plugin/ports/clock.ts";
import { escapeXml } from "../xml.ts";

const namespace = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity";
const lifetimeMs = 5 * 60_000;

/**
 * WS-Security with UsernameToken (PasswordText) and Timestamp, as OpenCMIS and Alfresco demand it (facts: ecm.md §4, §7: old Alfresco takes
 * five minutes at most). The one of npm soap takes the machine's time and writes ids with colons, which XML does not allow there.
 */
export function usernameToken(login: { user: string; password: string }, clock: Clock): { toXML(): string } {
  return {
    toXML() {
      const now = clock.now();
      const created = now.toISOString();
      const expires = new Date(now.getTime() + lifetimeMs).toISOString();
      return [
        `<wsse:Security xmlns:wsse="${namespace}-secext-1.0.xsd" xmlns:wsu="${namespace}-utility-1.0.xsd">`,
        `<wsu:Timestamp wsu:Id="t-${randomUUID()}"><wsu:Created>${created}</wsu:Created><wsu:Expires>${expires}</wsu:Expires></wsu:Timestamp>`,
        `<wsse:UsernameToken wsu:Id="u-${randomUUID()}"><wsse:Username>${escapeXml(login.user)}</wsse:Username>`,
        `<wsse:Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText">`,
        `${escapeXml(login.password)}</wsse:Password><wsu:Created>${created}</wsu:Created></wsse:UsernameToken></wsse:Security>`,
      ].join("");
    },
  };
}
