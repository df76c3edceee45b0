/** Help lines as they are shown. The lines themselves are in `helplines.ts`, which no page has to carry. */

export interface Helpline {
  readonly name: string;
  readonly call: string;
  /** A number to text, where there is one. */
  readonly text?: string;
  readonly url: string;
  readonly source: string;
  /** When the row was so, as YYYY-MM-DD. */
  readonly date: string;
}

export interface CountryHelp {
  /** ISO 3166, two letters. */
  readonly country: string;
  /** The number of police and ambulance. */
  readonly emergency: string;
  readonly lines: readonly Helpline[];
}

/** What a card of level care shows. */
export interface Help {
  /** The country that the browser's languages name, when there are lines for it. */
  readonly country: string | null;
  readonly countries: readonly CountryHelp[];
  /** Where to find a line anywhere else. */
  readonly general: { readonly name: string; readonly url: string };
}

/** A country's name in the language of our pages. */
export function countryName(country: string, language: string): string {
  return new Intl.DisplayNames(language, { type: "region" }).of(country) ?? country;
}
