import type { CookieOptions, Request, Response } from "express";
import { jwtVerify, SignJWT } from "jose";
import type { Installation } from "../config/schema.ts";
import type { Clock } from "../ports/clock.ts";
import { type Person, roles } from "../ports/identity.ts";

/** Keeps who is signed in, in a signed cookie; nothing is stored on the server. */
export interface Sessions {
  read(request: Request): Promise<Person | null>;
  begin(response: Response, person: Person): Promise<void>;
  end(response: Response): void;
}

export function sessions(installation: Installation, clock: Clock): Sessions {
  const secure = installation.baseUrl.startsWith("https:");
  const name = secure ? "__Host-kim" : "kim";
  const key = new TextEncoder().encode(installation.sessionSecret);
  const cookie: CookieOptions = { httpOnly: true, secure, sameSite: "lax", path: "/" };
  return {
    async read(request) {
      const token = cookieOf(request.headers.cookie, name);
      if (!token) return null;
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: ["HS256"], audience: "kim-im-rat", currentDate: clock.now() });
        return personOf(payload);
      } catch {
        return null; // forged, expired or signed with another key: not signed in
      }
    },
    async begin(response, person) {
      const now = Math.floor(clock.now().getTime() / 1_000);
      const token = await new SignJWT({ name: person.name, roles: person.roles, towns: person.towns, offices: person.offices })
        .setProtectedHeader({ alg: "HS256" })
        .setSubject(person.id)
        .setAudience("kim-im-rat")
        .setExpirationTime(now + installation.sessionHours * 3_600)
        .sign(key);
      response.cookie(name, token, cookie);
    },
    end: (response) => void response.clearCookie(name, cookie),
  };
}

function personOf(payload: Record<string, unknown>): Person {
  const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  return {
    id: String(payload.sub),
    name: String(payload.name),
    roles: roles.filter((role) => list(payload.roles).includes(role)),
    towns: list(payload.towns),
    ...(Array.isArray(payload.offices) ? { offices: list(payload.offices) } : {}),
  };
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(";").find((part) => part.trim().startsWith(`${name}=`));
  return pair?.slice(pair.indexOf("=") + 1).trim();
}
