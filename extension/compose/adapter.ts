/** What is known of this page's site. A small script of its own comes before this one (build.mjs); a site that the person added has none. */
import type { Site } from "../sites";
import { other } from "../sites/other";
import { ownAddress } from "./where";

const SITE = Symbol.for("breather.site");
const page = globalThis as { readonly [SITE]?: Site };

/** The adapter for where the page stands now; null in a part of the site that is not for messages. */
export function adapter(): Site | null {
  const site = page[SITE] ?? other;
  return (site.path?.test(ownAddress(window).pathname) ?? true) ? site : null;
}
