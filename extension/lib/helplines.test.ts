import { describe, expect, it } from "vitest";
import { countryName } from "./help";
import { GENERAL, helpFor, HELPLINES } from "./helplines";

describe("the help lines", () => {
  it("each say where they come from and as of when, and can be dialled", () => {
    expect(HELPLINES.length).toBeGreaterThan(10);
    for (const { country, emergency, lines } of HELPLINES) {
      expect(countryName(country, "en")).not.toBe(country);
      expect(emergency).toMatch(/^\d{3}$/);
      expect(lines.length).toBeGreaterThan(0);
      for (const { name, call, text = call, url, source, date } of lines) {
        expect(name).not.toBe("");
        expect([call, text]).toEqual([expect.stringMatching(/^[\d ]{3,15}$/), expect.stringMatching(/^[\d ]{3,15}$/)]);
        expect([url, source]).toEqual([expect.stringMatching(/^https:\/\//), expect.stringMatching(/^https:\/\//)]);
        expect(Number.isNaN(Date.parse(date))).toBe(false);
      }
    }
    expect(GENERAL.url).toMatch(/^https:/);
  });

  it("are one row a country, in order", () => {
    const countries = HELPLINES.map(({ country }) => country);
    expect(countries).toEqual([...new Set(countries)].sort());
  });

  it.each([
    [["en-GB", "en"], "GB"],
    [["de-AT", "de"], "AT"],
    [["en", "en-NZ"], "NZ"],
    [["en"], null],
    [["sr-Latn-RS"], null],
    [[], null],
  ])("begin with the country that the languages %j name", (languages, country) => {
    expect(helpFor(languages).country).toBe(country);
  });
});
