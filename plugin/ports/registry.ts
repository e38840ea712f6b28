import type { Adapter, Simulator } from "./adapter.ts";
import type { Ecm } from "./ecm.ts";
import type { Identity } from "./identity.ts";
import type { KimSource } from "./kim.ts";
import type { Renderer } from "./renderer.ts";
import type { Ris } from "./ris.ts";

/** How to reach a simulated ECM. */
export interface EcmConnection {
  readonly connection: { readonly url: string; readonly repository: string; readonly user: string; readonly password: string };
  /** The E-Akte behind the same address. */
  readonly fabasoft: {
    readonly connection: { readonly url: string; readonly wsdl: string; readonly user: string; readonly password: string };
    readonly subjectArea: string;
    readonly businessDatum: string;
  };
}

/** All adapters by port and name; adapters/index.ts is the one of this product, and plugin/main.ts the only file that sees it. */
export interface Registry {
  readonly ris: Readonly<Record<string, Adapter<Ris>>>;
  readonly ecm: Readonly<Record<string, Adapter<Ecm>>>;
  readonly kim: Readonly<Record<string, Adapter<KimSource>>>;
  readonly identity: Readonly<Record<string, Adapter<Identity>>>;
  readonly renderer: Readonly<Record<string, Adapter<Renderer>>>;
  /** Foreign systems of our own, for the demo and the tests. */
  readonly simulators: { readonly ris: Simulator<unknown>; readonly ecm: Simulator<EcmConnection> };
}
