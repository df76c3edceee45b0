import { demo } from "./demo";
import { discord } from "./discord";
import { gmail } from "./gmail";
import { googlechat } from "./googlechat";
import { googlemessages } from "./googlemessages";
import { instagram } from "./instagram";
import { linkedin } from "./linkedin";
import { messenger } from "./messenger";
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

/** Every site that Breather knows. A page loads the adapter of its own site alone (build.mjs). */
export const sites: readonly Site[] = [
  whatsapp, messenger, instagram, telegram, discord, slack, gmail, outlook, x, reddit, linkedin, googlemessages, googlechat, teams, snapchat, demo,
];

/** The manifest's match patterns of a site. The practice chat is served from this machine, a path of its own apart from all else there. */
export function matches(site: Site): string[] {
  return site.hosts.map((host) => (site === demo ? `http://${host}/demo/*` : `https://${host}/*`));
}
