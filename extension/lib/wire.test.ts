import { describe, expect, it } from "vitest";
import { golden, results } from "../testing/golden";
import { fit, type Catalogue, type Letter, type Letters, type LetterText, type People, type Person, type Report, type Settings, type Ways } from "./wire";

/** The fields of each answer, as TypeScript knows them: a new or a lost field on the server's side fails here. */
const FIELDS = {
  catalogue: Object.keys({ version: 0, language: 0, digest: 0, steps: 0, checks: 0 } satisfies Record<keyof Catalogue, 0>),
  check: Object.keys({ id: 0, title: 0, about: 0, level: 0, step: 0, sources: 0, known_false_alarms: 0 } satisfies Record<keyof Catalogue["checks"][0], 0>),
  report: Object.keys({ level: 0, show: 0, findings: 0, prompt: 0, person: 0 } satisfies Record<keyof Report, 0>),
  finding: Object.keys({ check: 0, level: 0, show: 0, start: 0, end: 0, mark: 0 } satisfies Record<keyof Report["findings"][0], 0>),
  prompt: Object.keys({
    check: 0, level: 0, title: 0, heading: 0, why: 0, question: 0, quote: 0, start: 0, end: 0, source: 0,
  } satisfies Record<keyof NonNullable<Report["prompt"]>, 0>),
  person: Object.keys({
    id: 0, site: 0, audience: 0, ask: 0, name: 0, no_contact: 0, earlier: 0, exempt: 0,
  } satisfies Record<keyof Person, 0>),
  ways: Object.keys({ reframe: 0, feelings: 0, truest: 0, steps: 0 } satisfies Record<keyof Ways, 0>),
  letter: Object.keys({
    id: 0, site: 0, name: 0, made: 0, opens: 0, state: 0, told: 0, words: 0,
  } satisfies Record<keyof Letter, 0>),
  letters: Object.keys({ hours: 0, letters: 0 } satisfies Record<keyof Letters, 0>),
  letterText: Object.keys({ letter: 0, text: 0, sentences: 0, truest: 0 } satisfies Record<keyof LetterText, 0>),
  settings: Object.keys({ version: 0, digest: 0, snoozed_until: 0, tally: 0, caps: 0, defaults: 0, sites: 0 } satisfies Record<keyof Settings, 0>),
};

const fields = (value: object): string[] => Object.keys(value).sort();

describe("the golden talk", () => {
  it("has the reports' fields", () => {
    const reports = results("/v1/check") as Report[];

    expect(reports.length).toBeGreaterThan(3);
    for (const report of reports) {
      expect(fields(report)).toEqual(FIELDS.report.sort());
      for (const finding of report.findings) expect(fields(finding)).toEqual(FIELDS.finding.sort());
      if (report.prompt) expect(fields(report.prompt)).toEqual(FIELDS.prompt.sort());
    }
  });

  it("has people's fields", () => {
    const asked = (results("/v1/check") as Report[]).flatMap(({ person }) => person ?? []);
    const set = results("/v1/people/set") as Person[];
    const listed = [...results("/v1/people/list"), ...results("/v1/people/forget")].flatMap((answer) => (answer as People).people);

    for (const people of [asked, set, listed]) {
      expect(people.length).toBeGreaterThan(0);
      for (const person of people) expect(fields(person)).toEqual(FIELDS.person.sort());
    }
    expect(set.flatMap(({ no_contact }) => no_contact ?? []).map(fields)).toContainEqual(["days", "since"]);
  });

  it("has letters' fields, and those of the other ways out", () => {
    const lists = ["list", "forget", "erase", "tell", "rest"].flatMap((verb) => results(`/v1/letters/${verb}`) as Letters[]);
    const single = ["keep", "add", "decide"].flatMap((verb) => results(`/v1/letters/${verb}`) as Letter[]);
    const texts = results("/v1/letters/read") as LetterText[];
    const ways = results("/v1/ways") as Ways[];

    for (const list of lists) expect(fields(list)).toEqual(FIELDS.letters.sort());
    for (const text of texts) expect(fields(text)).toEqual(FIELDS.letterText.sort());
    for (const way of ways) expect(fields(way)).toEqual(FIELDS.ways.sort());
    for (const letter of [...single, ...lists.flatMap(({ letters }) => letters), ...texts.map(({ letter }) => letter)]) {
      expect(fields(letter)).toEqual(FIELDS.letter.sort());
    }
    expect(texts.flatMap(({ text, sentences, truest }) => sentences.slice(truest ?? 0, (truest ?? 0) + 1).map(({ start, end }) => text.slice(start, end)))).toEqual([
      "I felt so alone at the table on Sunday.",
    ]);
    expect([single.length, lists.length, ways.length].every((number) => number > 1)).toBe(true);
  });

  it("has the catalogue's and the settings' fields", () => {
    for (const catalogue of results("/v1/catalogue") as Catalogue[]) {
      expect(fields(catalogue)).toEqual(FIELDS.catalogue.sort());
      for (const check of catalogue.checks) expect(fields(check)).toEqual(FIELDS.check.sort());
    }
    expect(results("/v1/settings/").length).toBeGreaterThan(1);
    for (const settings of results("/v1/settings/")) expect(fields(settings)).toEqual(FIELDS.settings.sort());
  });

  it("counts offsets as JavaScript does", () => {
    const turn = golden.talk.find(({ name }) => name.includes("emoji"));
    const { text } = turn?.body as { text: string };
    const { findings } = (turn?.answer as { result: Report }).result;

    expect(findings.map(({ start, end }) => text.slice(start, end))).toEqual(["rotten deal", "whatever", "rotten egg"]);
  });
});

describe("fitting a draft into a request", () => {
  it("leaves drafts as they are", () => {
    expect(fit("")).toBe("");
    expect(fit("a 😢 b".repeat(100))).toBe("a 😢 b".repeat(100));
  });

  it("lets something of the same length stand in for half an emoji", () => {
    expect(fit("oh \ud83d dear \ude22")).toBe("oh \uFFFD dear \uFFFD");
  });

  it("cuts very long ones, never inside a pair, and so that the sealed body stays under 64 KiB", () => {
    for (const text of ["a".repeat(30_000), `a${"😢".repeat(15_000)}`, "漢".repeat(30_000)]) {
      const cut = fit(text);
      expect(text.startsWith(cut.replace(/\uFFFD$/, ""))).toBe(true);
      expect(cut.length).toBeLessThanOrEqual(20_000);
      expect(cut).not.toMatch(/\p{Surrogate}/u);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(40_000);
    }
  });
});
