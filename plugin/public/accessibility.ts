import { lands } from "../config/public-pages.ts";
import type { TownConfig } from "../config.ts";
import { frame } from "./frame.ts";

/** The statement on accessibility; what the town has not given is null, and the page says what to do without it. */
export function accessibilityPage(town: TownConfig, address: string) {
  const {
    stated = null,
    conformance = null,
    basis = null,
    barriers,
    office = null,
    email = null,
    phone = null,
    form = null,
    ...given
  } = town.public.accessibility;
  const body = given.enforcement ?? lands[town.land]?.enforcement;
  return {
    ...frame(town),
    ...{ address, stated, conformance, basis, barriers, law: given.law ?? lands[town.land]?.law ?? null },
    contact: { office, email, phone, form },
    enforcement: body ? { name: body.name, address: body.address ?? null, email: body.email ?? null, url: body.url ?? null } : null,
  };
}
