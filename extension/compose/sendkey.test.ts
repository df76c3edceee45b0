import { describe, expect, it } from "vitest";
import { SendKeys } from "./sendkey";

const enter = { key: "Enter", keyCode: 13, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, isComposing: false };
const control = { ...enter, ctrlKey: true };
const command = { ...enter, metaKey: true };

describe("a press of Enter", () => {
  it("sends as the site has it", () => {
    const keys = new SendKeys();
    const sending = (by: "enter" | "ctrl-enter" | "either"): boolean[] => [enter, control, command].map((press) => keys.sends(press, by));

    expect(sending("enter")).toEqual([true, false, false]);
    expect(sending("ctrl-enter")).toEqual([false, true, true]);
    expect(sending("either")).toEqual([true, true, true]);
  });

  it("never sends with Shift or Alt, nor while a composition goes on, nor is another key one", () => {
    const others = [{ shiftKey: true }, { altKey: true }, { isComposing: true }, { keyCode: 229 }, { key: "a" }, { ctrlKey: true, shiftKey: true }];

    expect(others.map((more) => new SendKeys().sends({ ...enter, ...more }, "either"))).toEqual(others.map(() => false));
  });

  it("is a new line where the last one was, until one sends again", () => {
    const keys = new SendKeys();
    keys.learn("Hello", "Hello\n");
    expect([keys.sends(enter, "either"), keys.sends(control, "either"), keys.sends(enter, "enter")]).toEqual([false, true, true]);
    keys.learn("Hello\n", "Hello\n"); // nothing came of it
    expect(keys.sends(enter, "either")).toBe(false);
    keys.learn("Hello\n", "");
    expect(keys.sends(enter, "either")).toBe(true);
  });

  it("teaches nothing in an empty draft", () => {
    const keys = new SendKeys();
    keys.learn("", "");
    expect(keys.sends(enter, "either")).toBe(true);
  });
});
