// @vitest-environment happy-dom
import "../testing/browser";
import "../testing/page";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Help } from "../lib/help";
import type { Level, Prompt } from "../lib/wire";
import { Card, type Choice, type Who } from "./card";
import { Surface } from "./surface";

const chosen = vi.fn<(choice: Choice, check: string) => void>();
let surface: Surface;
let card: Card;

const prompt = (words: Partial<Prompt> = {}): Prompt => ({
  check: "blame", level: "pause", title: "Blame", heading: "Breathe first?", why: "It may land as an attack.", question: "What did you feel?",
  quote: "you lied", start: 0, end: 8, source: { id: "s", title: "A page", idea: "An idea." }, ...words,
});
const show = (words: Partial<Prompt> = {}, quoted = true, who: Who = "", help: Help | null = null): void =>
  card.show({ prompt: prompt(words), quoted, falseAlarms: "Jokes.", help, who, letter: false });
const said = (element: Element | null | undefined): string =>
  [...(element?.querySelectorAll<HTMLElement>("[data-words]") ?? [])].map(({ dataset }) => dataset.words).join("");
const WAYS = ["keep", "i", "truest", "breathe"];
const choices = (): (string | null)[] => [...surface.card.querySelectorAll("[data-choice]")].map((button) => button.getAttribute("data-choice"));

beforeEach(() => {
  chosen.mockClear();
  surface = new Surface();
  card = new Card(surface, chosen);
});

describe("the card", () => {
  it("says what the server says, as text and never as markup", () => {
    show({ heading: "<b>bold</b>", why: '<img src="x" onerror="alert(1)">', quote: "<script>" });

    expect(surface.card.querySelector("b, img, script")).toBeNull();
    expect(said(surface.card)).toContain('<img src="x" onerror="alert(1)">');
  });

  it("quotes the words once: in its own sentence where that has them, else by themselves", () => {
    show({ why: "“you lied” may land as an attack." });
    expect([...surface.card.querySelectorAll(".body q, .body blockquote")].map(said)).toEqual(["“you lied”"]);
    expect(said(surface.card.querySelector("#why"))).toBe("“you lied” may land as an attack.");
    show({ check: "other" });
    expect([...surface.card.querySelectorAll(".body q, .body blockquote")].map(said)).toEqual(["“you lied”"]);
    show({ check: "lengthy" }, false);
    expect(surface.card.querySelector("q, blockquote")).toBeNull();
  });

  it("has no text that the page's window.find() could find", () => {
    show();

    expect(surface.card.textContent).toBe("");
  });

  it("is a labelled dialog that takes no focus", () => {
    show();

    expect(surface.card.getAttribute("role")).toBe("dialog");
    for (const name of ["aria-labelledby", "aria-describedby"]) {
      const ids = (surface.card.getAttribute(name) ?? "").split(" ");
      expect(ids.every((id) => said(surface.card.querySelector(`#${id}`)))).toBe(true);
    }
    expect(card.focused).toBe(false);
  });

  it("offers ways out, and somebody in danger help alone", () => {
    show();
    expect(choices()).toEqual(["close", ...WAYS, "fine", "not-here", "snooze"]);
    show({ check: "crisis", level: "care" as Level });
    expect(choices()).toEqual(["close", "help", "fine"]);
  });

  it("offers a letter first where the person chose a distance", () => {
    const first = (): (string | null)[] => [...surface.card.querySelectorAll("button.first")].map((button) => button.getAttribute("data-choice"));
    show();
    expect(first()).toEqual(["fine"]);
    card.show({ prompt: prompt({ check: "far" }), quoted: false, falseAlarms: "", help: null, who: "", letter: true });
    expect(first()).toEqual(["keep"]);
  });

  it("shows a way out in the prompt's place, as text, and leads back", () => {
    show();
    card.panel({ title: "What is under this?", lines: ["One word."], steps: ["Slowly."], offers: [{ label: "<b>hurt</b>", text: "I feel hurt." }] });
    expect(surface.card.querySelector("b")).toBeNull();
    expect(surface.card.textContent).toBe("");
    expect([choices(), said(surface.card.querySelector("ol")), said(surface.card.querySelector("#why"))]).toEqual([["close", "back"], "Slowly.", "One word."]);
    card.back();
    expect([choices(), said(surface.card.querySelector("#heading"))]).toEqual([["close", ...WAYS, "fine", "not-here", "snooze"], "Breathe first?"]);
  });

  it("leads away, not back, where nothing is left to do", () => {
    show();
    card.panel({ title: "Kept", lines: ["It rests."], steps: [], offers: [], done: true });

    expect(choices()).toEqual(["close", "close"]);
  });

  it("breathes for ten seconds, in and longer out, and can be left at any time", () => {
    vi.useFakeTimers();
    show();
    card.breathe();
    const word = (): string => said(surface.card.querySelector("#heading"));
    expect([word(), choices()]).toEqual(["Breathe in", ["close", "back"]]);
    vi.advanceTimersByTime(4000);
    expect(word()).toBe("And slowly out");
    vi.advanceTimersByTime(6000);
    expect(word()).toBe("That was ten seconds.");
    card.breathe();
    card.back();
    vi.advanceTimersByTime(20_000);
    expect(word()).toBe("Breathe first?");
    vi.useRealTimers();
  });

  it("asks in one tap whom the draft is to, and nothing of somebody in danger", () => {
    show({}, true, "ask");
    expect(choices()).toEqual(["close", ...WAYS, "fine", "not-here", "snooze", "ex", "partner", "other"]);
    expect([card.asks, said(surface.card.querySelector("#who"))]).toEqual([true, expect.stringContaining("Who is this to?")]);
    show({}, true, "noted");
    expect(choices()).toEqual(["close", ...WAYS, "fine", "not-here", "snooze"]);
    expect(said(surface.card.querySelector("#who"))).toContain("Noted");
    show({ check: "crisis", level: "care" as Level }, true, "ask");
    expect([choices(), card.asks, surface.card.querySelector("#who")]).toEqual([["close", "help", "fine"], false, null]);
  });

  it("opens its reasons inside itself, with the source, the words and the known mistakes", () => {
    show();
    const reason = surface.card.querySelector<HTMLButtonElement>(".reason");
    const more = surface.card.querySelector<HTMLElement>(".more");
    expect([reason?.getAttribute("aria-expanded"), more?.hidden]).toEqual(["false", true]);
    reason?.click();
    expect([reason?.getAttribute("aria-expanded"), more?.hidden]).toEqual(["true", false]);
    for (const words of ["An idea.", "A page", "“you lied”", "Jokes."]) expect(said(more)).toContain(words);
  });

  it("does not let a page press its buttons", () => {
    show();
    surface.card.querySelector<HTMLButtonElement>("[data-choice=snooze]")?.click(); // a script's click is not trusted

    expect(chosen).not.toHaveBeenCalled();
  });

  it("comes in once for one prompt, and anew for another", () => {
    show();
    const heading = surface.card.querySelector(".heading");
    show();
    expect(surface.card.querySelector(".heading")).toBe(heading);
    show({ check: "insult" });
    expect(surface.card.querySelector(".heading")).not.toBe(heading);
  });

  it("keeps the focus where another prompt comes under it, on nothing that a press would choose", () => {
    show();
    card.focus();
    expect(surface.focused?.getAttribute("data-choice")).toBe("fine");
    show({ check: "insult" });
    expect(surface.focused).toBe(surface.card);
    surface.card.blur();
  });

  it("is announced once, with the key that leads to it", () => {
    vi.useFakeTimers();
    show();
    show();
    vi.advanceTimersByTime(1000);
    const status = surface.card.parentNode?.querySelector('[role="status"]');
    vi.useRealTimers();

    expect(status?.textContent).toBe("Breather has a thought about this draft. Press Alt+B to read it.");
  });
});

describe("what we add to a page", () => {
  it("is one element that the page can neither look into nor read", () => {
    expect(document.documentElement.lastElementChild).toBe(surface.host);
    expect(surface.host.shadowRoot).toBeNull();
    expect([...surface.host.attributes].map(({ name }) => name)).toEqual(["style"]);
    expect([surface.host.childNodes.length, surface.host.textContent]).toEqual([0, ""]);
    surface.remove();
    expect(surface.host.isConnected).toBe(false);
  });
});

describe("help on a card of care", () => {
  const help: Help = {
    country: "GB",
    countries: [
      { country: "GB", emergency: "999", lines: [{ name: "A line", call: "116 123", url: "https://a.example", source: "https://a.example", date: "2026-01-01" }] },
      { country: "NZ", emergency: "111", lines: [{ name: "B line", call: "1737", text: "1737", url: "https://b.example", source: "https://b.example", date: "2026-01-01" }] },
    ],
    general: { name: "Everywhere", url: "https://everywhere.example" },
  };
  const shown = (): string => said(surface.card.querySelector(".help"));

  it("is a line to call in the browser's country, and another country's for the asking", () => {
    show({ level: "care" }, true, "", help);
    expect(shown()).toContain("Call 116 123");
    expect(shown()).toContain("999");
    expect(shown()).toContain("everywhere.example");
    const change = surface.card.querySelector<HTMLElement>(".help .reason");
    const countries = surface.card.querySelector<HTMLElement>(".help .countries");
    expect(countries?.hidden).toBe(true);
    change?.click();
    expect([countries?.hidden, change?.getAttribute("aria-expanded")]).toEqual([false, "true"]);
    [...surface.card.querySelectorAll<HTMLElement>(".countries button")].find((button) => said(button) === "New Zealand")?.click();
    expect(shown()).toContain("Call 1737 or text 1737");
    expect(shown()).not.toContain("116 123");
    (surface.focused as HTMLElement | null)?.blur();
  });

  it("is only the general pointer where no country is known, and is on no other card", () => {
    show({ level: "care" }, true, "", { ...help, country: null });
    expect(shown()).not.toContain("Call");
    expect(shown()).toContain("everywhere.example");
    show({}, true, "", help);
    expect(surface.card.querySelector(".help")).toBeNull();
  });

  it("repeats none of the person's words", () => {
    show({ level: "care" }, true, "", help);
    expect(said(surface.card)).not.toContain("you lied");
  });
});
