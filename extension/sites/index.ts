import { demo } from "./demo";
import { discord } from "./discord";
import { gmail } from "./gmail";
import { googlechat } from "./googlechat";
import { googlemessages } from "./googlemessages";
import { instagram } from "./instagram";
import { linkedin } from "./linkedin";
import { messenger } from "./messenger";
import { other } from "./other";
import { outlook } from "./outlook";
import { reddit } from "./reddit";
import type { Site } from "./site";
import { slack } from "./slack";
import { snapchat } from "./snapchat";
import { teams } from "./teams";
import { telegram } from "./telegram";
import { whatsapp } from "./whatsapp";
import { x } from "./x";

export { unanswered, type SendKey, type Site } from "./site";

/** Every site that Breather knows. */
export const sites: readonly Site[] = [
  whatsapp, messenger, instagram, telegram, discord, slack, gmail, outlook, x, reddit, linkedin, googlemessages, googlechat, teams, snapchat, demo,
];

/** The content script's match patterns, for build.mjs. The practice chat is served from this machine, a path of its own apart from all else there. */
export const matches = (): string[] =>
  sites.flatMap((site) => site.hosts.map((host) => (site === demo ? `http://${host}/demo/*` : `https://${host}/*`)));

/** The adapter for an address; a known site outside its messaging part has none. */
export function siteFor(url: Pick<URL, "hostname" | "pathname">): Site | null {
  const known = sites.find((site) => site.hosts.includes(url.hostname));
  if (!known) return other;
  return (known.path?.test(url.pathname) ?? true) ? known : null;
}
