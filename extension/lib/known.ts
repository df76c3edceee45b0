/** Which sites Breather comes with, as against those that the person added. The manifest says it; nothing else needs to know them. */
import { api } from "./api";

const host = (pattern: string): string => pattern.replace(/^https?:\/\/|\/.*$/g, "");

/** Whether a page of this host has Breather without having been added. */
export function isKnown(hostname: string): boolean {
  return (api.runtime.getManifest().content_scripts ?? []).some(({ matches = [] }) => matches.some((pattern) => host(pattern) === hostname));
}

/** The permission for every page of a host. */
export const originOf = (hostname: string): string => `https://${hostname}/*`;

/** The host of a permission for a whole site; null for any other pattern. */
export const addedHost = (origin: string): string | null => /^https:\/\/([^/*]+)\/\*$/.exec(origin)?.[1] ?? null;

/** The host of a site by its name in the settings. */
export const hostOf = (site: string): string => site.replace(/:\d+$/, "");

/** Whether Breather may run on a site: it comes with it, or the person added it and has not taken that back. */
export async function mayRun(site: string): Promise<boolean> {
  const hostname = hostOf(site);
  return isKnown(hostname) || api.permissions.contains({ origins: [originOf(hostname)] });
}
