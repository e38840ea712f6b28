import { child, type XmlElement } from "../../shared/xml.ts";
import { CmisFault } from "./fault.ts";

const toleranceMs = 5 * 60_000;

/** Checks UsernameToken (PasswordText) and Timestamp as WS-Security servers do. Returns the user. Anything else is a fault. */
export function refuseStranger(envelope: XmlElement, login: { user: string; password: string }, now: number): string {
  const security = child(child(envelope, "Header"), "Security");
  const token = child(security, "UsernameToken");
  if (!security || !token) throw new CmisFault("permissionDenied", "No security header.", "InvalidSecurity");
  const stamp = child(security, "Timestamp");
  const created = Date.parse(child(stamp, "Created")?.text ?? "");
  const expires = Date.parse(child(stamp, "Expires")?.text ?? "");
  if (Number.isNaN(created) || Number.isNaN(expires)) throw new CmisFault("permissionDenied", "No timestamp.", "InvalidSecurity");
  if (created > now + toleranceMs || expires < now) throw new CmisFault("permissionDenied", "The message has expired.", "MessageExpired");
  const user = child(token, "Username")?.text ?? "";
  const password = child(token, "Password");
  const isPlain = password?.attributes.Type?.endsWith("#PasswordText") ?? false;
  if (!isPlain || user !== login.user || password?.text !== login.password) {
    throw new CmisFault("permissionDenied", "Sign-in failed.", "FailedAuthentication");
  }
  return user;
}
