/** Whether the header names the technical user with his password (HTTP Basic). */
export function isTechnicalUser(authorization: string | undefined, { user, password }: { user: string; password: string }): boolean {
  const [scheme = "", given = ""] = (authorization ?? "").split(" ");
  return scheme.toLowerCase() === "basic" && Buffer.from(given, "base64").toString("utf8") === `${user}:${password}`;
}
