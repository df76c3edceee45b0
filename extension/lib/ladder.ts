/** Where a check stands on a site, and whether a site is to be asked about at all. */
import type { SiteState } from "./messages";
import type { Cap, Catalogue, CatalogueCheck, Settings, Step } from "./wire";

/** Where a check stands on every site that has no choice of its own: the person's default, or else the catalogue's. */
export function usualStep(check: CatalogueCheck, settings: Settings | null): Step {
  return settings?.defaults[check.id] ?? check.step;
}

/** The step of a check on a site: what the person chose there, or where it usually stands. */
export function stepOf(check: CatalogueCheck, settings: Settings | null, site: string): Step {
  return settings?.sites[site]?.checks[check.id] ?? usualStep(check, settings);
}

/** The steps that a check may be given. One of level care shows its card wherever Breather is on, and nothing else. */
export function stepsFor(check: CatalogueCheck, steps: Catalogue["steps"]): Catalogue["steps"] {
  return check.level === "care" ? steps.filter(({ id }) => id === check.step) : steps;
}

/** Whether Breather is on for a site. It is, until somebody says otherwise. */
export function isOn(settings: Settings | null, site: string): boolean {
  return settings?.sites[site]?.on ?? true;
}

/** How many cards may come in by themselves each day where nobody chose otherwise. */
export const USUAL_CAPS: Readonly<Record<Cap, number>> = { conversation: 5, day: 20 };
/** Nothing is sent from the practice chat, and its cards are what one goes there for. */
const PRACTICE = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/;

/** How many cards may come in by themselves on a site each day, in one conversation and in all. */
export function caps({ caps: { conversation, day } }: Settings, site: string): Readonly<Record<Cap, number>> {
  const usual = PRACTICE.test(site) ? { conversation: Infinity, day: Infinity } : USUAL_CAPS;
  return { conversation: conversation ?? usual.conversation, day: day ?? usual.day };
}

/** When the present snooze ends, or null when there is none. */
export function snoozedUntil(settings: Settings | null, now: number): number | null {
  const until = settings?.snoozed_until ?? null;
  return until !== null && until > now ? until : null;
}

/** What a content script on `site` has to know. */
export function siteState(settings: Settings | null, catalogue: Catalogue | null, site: string, now: number): Omit<SiteState, "welcome"> {
  const until = snoozedUntil(settings, now);
  return {
    awake: isOn(settings, site) && until === null,
    until,
    gated: catalogue?.checks.some((check) => stepOf(check, settings, site) === "gate") ?? false,
  };
}

/** Whether an extension and a server of these versions understand each other: the first two numbers agree. */
export function sameVersion(ours: string, theirs: string): boolean {
  const head = (version: string): string => version.split(".").slice(0, 2).join(".");
  return head(ours) === head(theirs);
}
