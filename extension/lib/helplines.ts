/**
 * Whom to call, by country: `helplines.json`, each row with where it comes from and as of when.
 *
 * Only national lines that answer by day and night. A country that is not there has no row that we are sure of; the general
 * pointer then leads on. It is data of the extension's own, so that it is there with no server and no network.
 */
import type { CountryHelp, Help } from "./help";
import data from "./helplines.json";

export const HELPLINES: readonly CountryHelp[] = data.countries;
export const GENERAL = data.general;

/** All lines, and the country to begin with: the first that one of these languages names. "en" alone names none. */
export function helpFor(languages: readonly string[]): Help {
  const named = languages.map((language) => /-([A-Z]{2})\b/.exec(language)?.[1]);
  const country = named.find((code) => HELPLINES.some((row) => row.country === code)) ?? null;
  return { country, countries: HELPLINES, general: { name: GENERAL.name, url: GENERAL.url } };
}
