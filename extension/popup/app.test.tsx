// @vitest-environment happy-dom
import { fake } from "../testing/browser";
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection, Overview } from "../lib/messages";
import type { Catalogue, Person, Settings } from "../lib/wire";
import { results } from "../testing/golden";
import { Popup } from "./app";

const catalogue = results("/v1/catalogue")[0] as Catalogue;
const SITE = "chat.example";
const known = (sites: Settings["sites"] = {}, snoozed_until: number | null = null): Settings => ({ version: "0.1.0", digest: catalogue.digest, snoozed_until, tally: false, caps: { conversation: null, day: null }, defaults: {}, sites });

let overview: Overview;
let told: unknown[];
/** Whether our content script runs in the page that the popup is about, and has found a place to write. */
let page: { here: boolean; attached: boolean; messaging: boolean; conversation: string };
const noor = results("/v1/people/set")[0] as Person;
let person: Person;

const shows = (connection: Connection, settings: Settings | null = known()): Overview => ({ connection, settings, catalogue });
const text = (): string => document.body.textContent;
function find(selector: string): HTMLElement;
function find<K extends keyof HTMLElementTagNameMap>(selector: string, tag: K): HTMLElementTagNameMap[K];
function find(selector: string, tag?: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found || (tag !== undefined && found.localName !== tag)) throw new Error(`There is no ${selector}.`);
  return found;
}

async function open(): Promise<void> {
  render(<Popup />, document.body);
  await vi.advanceTimersByTimeAsync(50);
}

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  page = { here: true, attached: true, messaging: true, conversation: "" };
  person = { ...noor, audience: "unknown", name: null };
  fake.reset();
  fake.url = undefined;
  overview = shows("connected");
  fake.answer = (message) => {
    told.push(message);
    const { kind, change } = message as { kind: string; change?: Partial<Person> };
    if (kind === "set-person") return (person = { ...person, ...change });
    if (kind === "forget-person") return (person = { ...person, audience: "unknown" });
    return kind === "start" || kind === "pair" ? { connection: overview.connection, trouble: "Something to do next." } : overview;
  };
  fake.page = ({ kind }) => {
    if (!page.here) throw new Error("Could not establish connection.");
    return kind === "who" ? { site: SITE, messaging: page.messaging } : page.attached ? { conversation: page.conversation } : undefined;
  };
});

afterEach(() => {
  render(null, document.body);
  vi.useRealTimers();
});

it("has nothing to press until it knows all that it will show, and then shows it at once", async () => {
  const slow = fake.answer;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  fake.answer = (message) => ((message as { kind: string }).kind === "overview" ? held.then(() => overview) : slow(message));
  const seen: number[] = [];
  const count = (): number => document.querySelectorAll("a, button, input, select").length;
  const watch = new MutationObserver(() => seen.push(count()));
  watch.observe(document.body, { childList: true, subtree: true });
  await open();
  expect(count()).toBe(0);
  release();
  await vi.advanceTimersByTimeAsync(50);
  watch.disconnect();

  expect(count()).toBeGreaterThan(5);
  expect([...new Set(seen.filter((number) => number > 0))]).toEqual([count()]);
});

describe("the connection", () => {
  it("is one plain line, looked at again every second", async () => {
    await open();
    expect(find(".standing").textContent).toContain("Connected");
    overview = shows("not-running");
    await vi.advanceTimersByTimeAsync(1100);
    expect(find(".standing").textContent).toContain("Not connected");
    expect(text()).toContain("Breather is not running.");
    expect(find("[role=switch]", "input").disabled).toBe(true);
    overview = shows("connected");
    await vi.advanceTimersByTimeAsync(1100);
    expect(find(".standing").textContent).toContain("Connected");
    expect(document.querySelector(".remedy")).toBeNull();
  });

  it("can be started from here, and says what to do where that does not help", async () => {
    overview = shows("not-running", null);
    await open();
    expect(document.querySelector("#code")).toBeNull();
    find(".remedy button", "button").click();
    await vi.advanceTimersByTimeAsync(10);

    expect(told).toContainEqual({ kind: "start" });
    expect(find("[role=alert]").textContent).toBe("Something to do next.");
  });

  it("takes a pasted code where it is not paired", async () => {
    overview = shows("not-paired", null);
    await open();
    const code = find("#code", "input");
    code.value = "AAAQ EAYE";
    code.dispatchEvent(new Event("input", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(10);
    find("form", "form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    await vi.advanceTimersByTimeAsync(10);

    expect(told).toContainEqual({ kind: "pair", code: "AAAQ EAYE" });
  });

  it("offers nothing to press where the versions differ", async () => {
    overview = shows("wrong-version");
    await open();

    expect(document.querySelector(".remedy button")).toBeNull();
  });
});

describe("this site", () => {
  it("can be turned off, and its checks are gone then", async () => {
    await open();
    expect(text()).toContain(SITE);
    find("[role=switch]", "input").click();
    await vi.advanceTimersByTimeAsync(10);
    expect(told).toContainEqual({ kind: "set-site", change: { site: SITE, on: false } });
    overview = shows("connected", known({ [SITE]: { on: false, checks: {} } }));
    await vi.advanceTimersByTimeAsync(1100);
    expect(text()).toContain("Off.");
    expect(document.querySelector(".checks")).toBeNull();
  });

  it("is said honestly when no place to write was found, or the page is not for messages", async () => {
    await open();
    expect(text()).toContain("Ready when you write.");
    page.attached = false;
    await vi.advanceTimersByTimeAsync(1100);
    expect(text()).toContain("no place to write a message was found");
    page.messaging = false;
    await vi.advanceTimersByTimeAsync(1100);
    expect(text()).toContain("this part of the site is not for messages");
  });

  it("says why Breather is not on a page, and the one thing to do about it", async () => {
    page.here = false;
    await open();
    expect(text()).toContain("Browsers keep extensions off pages like this one");
    expect(document.querySelector(".site button")).toBeNull();
    fake.url = "https://known.example/chat";
    await vi.advanceTimersByTimeAsync(1100);
    expect(text()).toContain("Reload it once");
    find(".site button", "button").click();
    expect(fake.notified).toContainEqual([1, "reload"]);
    fake.url = "https://new.example/chat";
    await vi.advanceTimersByTimeAsync(1100);
    find(".site button", "button").click();
    expect(fake.granted).toContain("https://new.example/*");
    await vi.advanceTimersByTimeAsync(1100);
    expect(text()).toContain("Reload it once"); // its page is still the old one
  });

  it("that was added can be given back, and one that Breather comes with has nothing to give", async () => {
    await open();
    find(".site .quiet", "button").click();
    expect(fake.granted).not.toContain(`https://${SITE}/*`);
    await vi.advanceTimersByTimeAsync(1100);
    expect(document.querySelector(".site .quiet")).toBeNull();
  });

  it("asks whom the conversation is with, where the page names one; it is changed and forgotten as easily", async () => {
    await open();
    expect(document.querySelector(".whom")).toBeNull();
    page.conversation = "noor";
    await vi.advanceTimersByTimeAsync(1100);
    expect([...document.querySelectorAll<HTMLInputElement>(".whom input")].map(({ value, checked }) => [value, checked])).toEqual([
      ["ex", false], ["partner", false], ["other", false],
    ]);
    find(".whom [value=ex]", "input").click();
    await vi.advanceTimersByTimeAsync(10);
    expect(told).toContainEqual({ kind: "set-person", site: SITE, conversation: "noor", change: { audience: "ex" } });
    expect([find(".whom [value=ex]", "input").checked, find(".said").textContent]).toEqual([true, "Saved."]);
    find(".whom .quiet", "button").click();
    await vi.advanceTimersByTimeAsync(10);
    expect(told).toContainEqual({ kind: "set-person", site: SITE, conversation: "noor", change: { asked: true } });
    expect(fake.opened).toEqual([expect.stringMatching(new RegExp(`home.html#people/${person.id}$`))]);
    find(".whom .quiet:last-child", "button").click();
    await vi.advanceTimersByTimeAsync(10);
    expect(told).toContainEqual({ kind: "forget-person", id: person.id });
    expect(find(".whom [value=ex]", "input").checked).toBe(false);
    expect(document.querySelectorAll(".whom .quiet")).toHaveLength(1);
  });

  it("lets the number of cards be chosen, and goes back to the usual one", async () => {
    await open();
    const day = find(".caps [name=day]", "input");
    expect([day.value, find(".caps [name=conversation]", "input").value]).toEqual(["20", "5"]);
    for (const [value, most] of [["3", 3], ["20", null], ["", null]] as const) {
      day.value = value;
      day.dispatchEvent(new Event("change", { bubbles: true }));
      await vi.advanceTimersByTimeAsync(10);
      expect(told.filter((message) => (message as { kind: string }).kind === "set-caps").at(-1)).toEqual({ kind: "set-caps", caps: { day: most } });
    }
  });

  it("can be snoozed from, and woken", async () => {
    await open();
    find(".snooze button", "button").click();
    await vi.advanceTimersByTimeAsync(10);
    expect(told).toContainEqual({ kind: "set-snooze", minutes: 60 });
    overview = shows("connected", known({}, Date.now() + 60_000));
    await vi.advanceTimersByTimeAsync(1100);
    find(".snooze button", "button").click();
    await vi.advanceTimersByTimeAsync(10);
    expect(text()).toContain("Snoozed until");
    expect(told).toContainEqual({ kind: "set-snooze", minutes: 0 });
  });
});

describe("the checks", () => {
  const choose = async (check: string, step: string): Promise<void> => {
    const select = find(`#step-${check}`, "select");
    select.value = step;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(10);
  };

  it("are the server's, each with a label and where it stands", async () => {
    overview = shows("connected", known({ [SITE]: { on: true, checks: { sharp: "gate" } } }));
    await open();

    expect([...document.querySelectorAll("li label")].map((label) => label.textContent)).toEqual(["Away", "Sharp words", "A long one", "Murmurs", "A lifeline"]);
    for (const label of document.querySelectorAll("li label")) expect(document.getElementById(label.getAttribute("for") ?? "")).not.toBeNull();
    expect(find("#step-sharp", "select").value).toBe("gate");
    expect(find("#about-sharp").textContent).toContain("Usually: Show the card.");
    expect(find("#step-murmur", "select").value).toBe("mark");
  });

  it("are set on this site, and back to where they usually stand with null", async () => {
    await open();
    await choose("sharp", "off");
    await choose("sharp", "card");

    expect(told).toContainEqual({ kind: "set-site", change: { site: SITE, checks: { sharp: "off" } } });
    expect(told).toContainEqual({ kind: "set-site", change: { site: SITE, checks: { sharp: null } } });
    expect(find(".said").textContent).toBe("Saved.");
  });

  it("never underline or hold back the words of somebody in danger", async () => {
    await open();
    const offered = (check: string): string[] => [...find(`#step-${check}`, "select").options].map(({ value }) => value);

    expect(offered("sharp")).toEqual(["off", "mark", "card", "gate"]);
    expect(offered("lifeline")).toEqual(["card"]);
  });
});
