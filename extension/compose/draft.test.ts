import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Checked } from "../lib/messages";
import type { Finding, Level, Report, Show } from "../lib/wire";
import { results } from "../testing/golden";
import { Draft } from "./draft";

const TEXT = "You lied. Whatever.";
const finding = (check: string, show: Show, words: string, level: Level = "pause", mark = true): Finding => {
  const start = TEXT.indexOf(words);
  return { check, level, show, start, end: start + words.length, mark };
};
const checked = (...findings: Finding[]): Checked => {
  const [first] = findings;
  const source = { id: "s", title: "", idea: "" };
  const prompt = first && { check: first.check, level: first.level, title: "", heading: "", why: "", question: "", quote: "", start: first.start, end: first.end, source };
  return { report: { level: first?.level ?? "none", show: first?.show ?? "none", findings, prompt: prompt ?? null, person: null }, falseAlarms: "", room: true };
};

let draft: Draft;
beforeEach(() => {
  draft = new Draft();
  draft.change(TEXT, "noor");
});

describe("a draft", () => {
  it("keeps one wording until it is emptied", () => {
    const { turn } = draft;
    draft.change(`${TEXT} And more.`, "noor");
    expect(draft.turn).toBe(turn);
    const turns = new Set<number>();
    for (let i = 0; i < 20; i++) {
      draft.change("", "noor");
      draft.change("x", "noor");
      turns.add(draft.turn);
    }
    expect(turns.size).toBeGreaterThan(10);
  });

  it("forgets what was fine, closed and asked when it is sent, emptied, or left for another conversation", () => {
    for (const [text, conversation] of [["", "noor"], [" \n", "noor"], [TEXT, "sam"]] as const) {
      draft.change(TEXT, "noor");
      draft.answer(TEXT, checked(finding("blame", "gate", "You lied")));
      draft.quiet.add("blame");
      draft.close("blame");
      expect(draft.gate.press(draft.known(true))).toBe("stop");
      draft.change(text, conversation);
      expect([draft.quiet.size, draft.findings, draft.prompt]).toEqual([0, [], null]);
      draft.change(TEXT, conversation);
      draft.answer(TEXT, checked(finding("blame", "gate", "You lied")));
      expect(draft.card).not.toBeNull();
      expect(draft.gate.press(draft.known(true))).toBe("stop");
      draft.change("", "noor");
    }
  });

  it("opens a card for what the ladder calls a card or a gate, not for a mark", () => {
    const shows = (["mark", "card", "gate"] as const).map((show) => {
      draft.answer(TEXT, checked(finding("blame", show, "You lied")));
      return draft.card !== null;
    });

    expect(shows).toEqual([false, true, true]);
  });

  it("does not open the card of a check again that was closed, but that of another", () => {
    draft.answer(TEXT, checked(finding("blame", "card", "You lied")));
    draft.close("blame");
    draft.change(`${TEXT}!`, "noor");
    draft.answer(`${TEXT}!`, checked(finding("blame", "card", "You lied")));
    expect(draft.card).toBeNull();
    draft.answer(`${TEXT}!`, checked(finding("shutdown", "card", "Whatever")));
    expect(draft.card?.check).toBe("shutdown");
  });

  it("underlines words, never a whole draft, never somebody in danger", () => {
    draft.answer(TEXT, checked(finding("crisis", "card", "lied", "care"), finding("late-night", "mark", TEXT, "note", false), finding("blame", "card", "You lied")));

    expect(draft.marked.map(({ check }) => check)).toEqual(["blame"]);
    expect([draft.isForm("late-night"), draft.isForm("blame")]).toEqual([true, false]);
  });

  it("is never held back when somebody is in danger", () => {
    draft.answer(TEXT, checked(finding("crisis", "gate", "lied", "care")));

    expect(draft.gate.press(draft.known(true))).toBe("pass");
  });

  it("loses what was called fine at once", () => {
    draft.answer(TEXT, checked(finding("blame", "gate", "You lied"), finding("shutdown", "mark", "Whatever")));
    draft.drop("blame");

    expect([draft.findings.map(({ check }) => check), draft.prompt, draft.known(true).asks]).toEqual([["shutdown"], null, []]);
  });

  it("says nothing any more when there is no answer", () => {
    draft.answer(TEXT, checked(finding("blame", "gate", "You lied")));
    draft.answer(TEXT, null);

    expect([draft.findings, draft.prompt, draft.known(true)]).toEqual([[], null, { text: draft.text, fresh: false, asks: [], gated: true }]);
  });

  it("gives a few words to somebody at a distance time to become an errand, but no more than a few, and none that are whole", () => {
    vi.useFakeTimers();
    const distance = { id: "p", site: "a.example", audience: "ex", ask: false, name: null, no_contact: { since: 0, days: 4 }, earlier: 0, exempt: false } as const;
    const waits = (text: string, exempt = false, more: Finding[] = []): number => {
      draft = new Draft();
      draft.change(text.slice(0, -1), "sam");
      vi.advanceTimersByTime(2000);
      draft.change(text, "sam");
      const whole: Finding = { check: "distant", level: "pause", show: "card", start: 0, end: text.length, mark: false };
      const answer = checked(whole, ...more);
      draft.answer(text, { ...answer, report: { ...answer.report, person: { ...distance, exempt } } });
      vi.advanceTimersByTime(500);
      return draft.young;
    };

    expect(waits("Please leave the")).toBe(2500);
    expect(waits("Please leave the", true)).toBe(0);
    expect(waits("I miss you.")).toBe(0);
    expect(waits("I walked past the lake today and there it was")).toBe(0);
    expect(waits(TEXT.slice(0, -1), false, [finding("blame", "card", "You lied")])).toBe(0);
    vi.useRealTimers();
  });

  it("takes the golden reports as they come", () => {
    for (const report of results("/v1/check") as Report[]) {
      draft.answer(TEXT, { report, falseAlarms: "", room: true });
      expect(draft.marked.every(({ mark, level }) => mark && level !== "care")).toBe(true);
      expect(draft.card !== null).toBe(report.prompt !== null && (report.show === "card" || report.show === "gate"));
    }
  });
});
