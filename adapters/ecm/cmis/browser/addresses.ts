import { allowList } from "../../../shared/http/hosts.ts";
import type { CmisSettings } from "../settings.ts";

/** The two addresses below which everything of a repository lies (CMIS 1.1 §5.3). */
export interface Addresses {
  readonly repository: string;
  readonly root: string;
}

/**
 * The addresses that the repository names. Behind a front-end server it often names its own, which nobody outside reaches: then path and
 * query are taken to lie at the address of the settings. So the login never goes to a host that is not allowed, nor in the clear because
 * a repository says `http`.
 */
export function addresses(settings: CmisSettings, named: { repositoryUrl: string; rootFolderUrl: string }): Addresses {
  const isAllowed = allowList(settings.allowedHosts);
  const ours = new URL(settings.url);
  const reachable = (address: string) => {
    const url = new URL(address);
    const isFit = isAllowed(url) && (url.protocol === "https:" || url.protocol === ours.protocol);
    return isFit ? url.href : new URL(url.pathname + url.search, ours).href;
  };
  return { repository: reachable(named.repositoryUrl), root: reachable(named.rootFolderUrl) };
}
