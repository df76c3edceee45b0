import { describe, expect, it } from "vitest";
import type { Finding } from "../lib/wire";
import { follow } from "./spans";

const finding = (start: number, end: number, mark = true): Finding => ({ check: "blame", level: "pause", show: "card", start, end, mark });
/** The words that a finding stands on after an edit. */
function after(before: string, words: string, now: string): string[] {
  const start = before.indexOf(words);
  return follow([finding(start, start + words.length)], before, now).map((found) => now.slice(found.start, found.end));
}

describe("findings while the person types on", () => {
  it("stay on their words", () => {
    expect(after("you never listen", "you never listen", "you never listen to me")).toEqual(["you never listen"]);
    expect(after("ok you never listen", "you never listen", "well ok 😢 you never listen")).toEqual(["you never listen"]);
    expect(after("a b you never listen c", "you never listen", "you never listen c")).toEqual(["you never listen"]);
    expect(after("one liar two", "liar", "one liar")).toEqual(["liar"]);
  });

  it("go when their words are touched", () => {
    expect(after("you never listen", "you never listen", "you never  listen")).toEqual([]);
    expect(after("you never listen", "you never listen", "you nver listen")).toEqual([]);
    expect(after("so you lied", "you lied", "something else")).toEqual([]);
  });

  it("go when they spoke of the draft as a whole", () => {
    expect(follow([finding(0, 3, false)], "abc", "abcd")).toEqual([]);
    expect(follow([finding(0, 3, false)], "abc", "abc")).toHaveLength(1);
  });

  it("never end outside of the text", () => {
    const texts = ["", "a", "you lied", "you lied you lied", "lied", "you you lied", "😢you lied😢"];
    for (const before of texts) {
      for (const now of texts) {
        for (let start = 0; start < before.length; start++) {
          for (const found of follow([finding(start, before.length)], before, now)) {
            expect(found.start).toBeGreaterThanOrEqual(0);
            expect(now.slice(found.start, found.end)).toBe(before.slice(start));
          }
        }
      }
    }
  });
});
