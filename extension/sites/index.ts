import { demo } from "./demo";
import { discord } from "./discord";
import { instagram } from "./instagram";
import { messenger } from "./messenger";
import { other } from "./other";
import type { Site } from "./site";
import { slack } from "./slack";
import { telegram } from "./telegram";
import { whatsapp } from "./whatsapp";

export type { Site } from "./site";

/** Every site that Breather knows. The manifest's matches come from here. */
export const sites: readonly Site[] = [whatsapp, messenger, instagram, telegram, discord, slack, demo];

/** The content script's match patterns, for build.mjs. */
export const matches: readonly string[] = sites.flatMap((site) => site.matches);

/** The adapter for an address; a known site outside its messaging part has none. */
export function siteFor(url: Pick<URL, "hostname" | "pathname">): Site | null {
  const known = sites.find((site) => site.hosts.includes(url.hostname));
  if (!known) return other;
  return (known.path?.test(url.pathname) ?? true) ? known : null;
}
