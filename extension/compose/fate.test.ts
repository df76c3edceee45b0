import { beforeEach, describe, expect, it } from "vitest";
import type { Prompt, TallyEvent } from "../lib/wire";
import { Fate } from "./fate";

const TEXT = "oh you never cared, you";
const prompt = { level: "pause", start: 3, end: 18 } as Prompt;
let told: TallyEvent[];
let fate: Fate;

beforeEach(() => {
  told = [];
  fate = new Fate((event) => told.push(event));
});

describe("what is counted", () => {
  it("is a card, once a draft, and that the words were sent as they were", () => {
    fate.shown(prompt, TEXT);
    fate.shown(prompt, TEXT);
    fate.press(`${TEXT} see`, 1000);
    fate.over(1200);
    expect(told).toEqual(["shown", "sent"]);
  });

  it("is that they were changed before", () => {
    fate.shown(prompt, TEXT);
    fate.press("oh I felt alone, you", 1000);
    fate.over(1200);
    expect(told).toEqual(["shown", "edited"]);
  });

  it("is not a draft that was emptied without a press, or long after one", () => {
    fate.shown(prompt, TEXT);
    fate.over(1000);
    fate.shown(prompt, TEXT);
    fate.press(TEXT, 1000);
    fate.over(9000);
    expect(told).toEqual(["shown", "shown"]);
  });

  it("is a draft that was kept, once", () => {
    fate.shown(prompt, TEXT);
    fate.kept();
    fate.press(TEXT, 1000);
    fate.over(1100);
    expect(told).toEqual(["shown", "kept"]);
  });

  it("is nothing of a draft without a card, nor of one of level care, nor of what comes after it in that draft", () => {
    fate.press(TEXT, 1000);
    fate.over(1100);
    fate.shown({ ...prompt, level: "care" }, TEXT);
    fate.shown(prompt, TEXT);
    fate.press(TEXT, 2000);
    fate.over(2100);
    expect(told).toEqual([]);
  });

  it("stops for a draft in which danger is heard after another card", () => {
    fate.shown(prompt, TEXT);
    fate.shown({ ...prompt, level: "care" }, TEXT);
    fate.press(TEXT, 2000);
    fate.over(2100);
    expect(told).toEqual(["shown"]);
  });
});
