// @vitest-environment happy-dom
import "../testing/browser";
import "../testing/page";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Checked, SiteState } from "../lib/messages";
import type { Finding, Person, Show } from "../lib/wire";
import { demo } from "../sites/demo";
import { Hold } from "./hold";
import { Link } from "./link";
import { Session } from "./session";
import { Surface } from "./surface";

interface Asked {
  readonly kind: string;
  readonly conversation?: string;
  readonly unanswered?: number | null;
  readonly change?: object;
  readonly person?: string | null;
  readonly text?: string;
  readonly quiet?: string[];
  answer(checked: Checked | null): Promise<void>;
}

const AWAKE: SiteState = { awake: true, until: null, gated: false, welcome: true };
let state: SiteState;
let asked: Asked[];
let sends: string[];
let composer: HTMLTextAreaElement;
let session: Session;

/** A line to the background that answers when the test says so. */
class SlowLink extends Link {
  override send(message: { kind: string }): Promise<never> {
    if (message.kind === "hello") return Promise.resolve(state as never);
    return new Promise((resolve) => {
      asked.push({
        ...message,
        answer: async (checked) => {
          resolve(checked as never);
          await vi.advanceTimersByTimeAsync(0);
        },
      });
    });
  }
}

const noor = (ask: boolean): Person => ({ id: "p", site: "127.0.0.1:8467", audience: "unknown", ask, name: null, no_contact: null, earlier: 0, exempt: false });

const about = (text: string, words: string, show: Show = "card"): Checked => {
  const start = text.indexOf(words);
  const found: Finding = { check: "blame", level: "pause", show, start, end: start + words.length, mark: true };
  const source = { id: "s", title: "A page", idea: "An idea" };
  const prompt = { check: "blame", level: "pause" as const, title: "Blame", heading: "A heading", why: "A why.", question: "A question?", quote: words, start, end: found.end, source };
  return { report: { level: "pause", show, findings: [found], prompt, person: null }, falseAlarms: "", room: true };
};

async function type(text: string): Promise<void> {
  composer.value = text;
  session.sync();
  await vi.advanceTimersByTimeAsync(0);
}

/** Let the draft grow out of its first seconds, in which no card opens by itself. */
const grow = (): Promise<unknown> => vi.advanceTimersByTimeAsync(2000);

const drafts = (): (string | undefined)[] => asked.filter(({ kind }) => kind === "check").map(({ text }) => text);
function last(): Asked {
  const found = asked.at(-1);
  if (!found) throw new Error("Nothing was asked.");
  return found;
}

async function begin(): Promise<void> {
  session = new Session(composer, demo, new SlowLink("127.0.0.1:8467", () => undefined), new Surface(), true);
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(async () => {
  vi.useFakeTimers();
  state = AWAKE;
  asked = [];
  sends = [];
  composer = document.createElement("textarea");
  composer.setAttribute("role", "textbox");
  document.body.replaceChildren(composer);
  composer.focus();
  // happy-dom lays nothing out; the browser tests look at boxes.
  vi.spyOn(composer, "getBoundingClientRect").mockReturnValue(new DOMRect(10, 600, 500, 40));
  composer.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.defaultPrevented) sends.push(composer.value);
  });
  await begin();
});

afterEach(() => {
  session.end();
  vi.useRealTimers();
});

describe("a draft being typed", () => {
  it("is asked about once when typing rests", async () => {
    for (const text of ["Y", "Yo", "You", "You lied"]) {
      await type(text);
      await vi.advanceTimersByTimeAsync(399);
    }
    expect(drafts()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(drafts()).toEqual(["You lied"]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(drafts()).toHaveLength(1);
  });

  it("drops the answer to an older draft", async () => {
    await type("You lied");
    await vi.advanceTimersByTimeAsync(400);
    const older = last();
    await type("You lied to me");
    await older.answer(about("You lied", "You lied"));
    expect(session.cardOpen).toBe(false);
    await vi.advanceTimersByTimeAsync(400);
    await last().answer(about("You lied to me", "You lied"));
    await grow();
    expect(session.cardOpen).toBe(true);
  });

  it("waits for a composition to end", async () => {
    session.compose(true);
    await type("にほ");
    await vi.advanceTimersByTimeAsync(2000);
    expect(drafts()).toEqual([]);
    session.compose(false);
    await vi.advanceTimersByTimeAsync(400);
    expect(drafts()).toEqual(["にほ"]);
  });

  it("is not asked about while the site is off or a snooze lasts, and again after it", async () => {
    state = { awake: false, until: null, gated: false, welcome: true };
    await session.refresh();
    await type("You lied");
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked).toEqual([]);
    state = { awake: false, until: Date.now() + 60_000, gated: false, welcome: true };
    await session.refresh();
    await type("You lied again");
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    state = AWAKE;
    await type("You lied again and again");
    await vi.advanceTimersByTimeAsync(400);
    expect(drafts()).toEqual(["You lied again and again"]);
  });

  it("opens no card when somebody only clicks on a draft that was there", async () => {
    session.end();
    composer.value = "You lied";
    session = new Session(composer, demo, new SlowLink("127.0.0.1:8467", () => undefined), new Surface(), false);
    await vi.advanceTimersByTimeAsync(400);
    await last().answer(about("You lied", "You lied"));
    expect(session.cardOpen).toBe(false);
    await type("You lied.");
    await vi.advanceTimersByTimeAsync(400);
    await last().answer(about("You lied.", "You lied"));
    await grow();
    expect(session.cardOpen).toBe(true);
  });

  it("says nothing any more once it is sent, or when the server is gone", async () => {
    for (const end of ["sent", "gone"]) {
      await type("You lied");
      await vi.advanceTimersByTimeAsync(400);
      await last().answer(about("You lied", "You lied"));
      await grow();
      expect(session.cardOpen).toBe(true);
      if (end === "sent") await type("");
      else {
        await type("You lied!");
        await vi.advanceTimersByTimeAsync(400);
        await last().answer(null);
      }
      expect(session.cardOpen).toBe(false);
    }
  });

  it("is asked about again when nobody answered, a few times, and not once it is another", async () => {
    await type("You lied");
    await vi.advanceTimersByTimeAsync(400);
    await last().answer(null);
    await vi.advanceTimersByTimeAsync(2000);
    await last().answer(null);
    await vi.advanceTimersByTimeAsync(5000);
    await last().answer(about("You lied", "You lied"));
    expect([drafts().length, session.cardOpen]).toEqual([3, true]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(drafts()).toHaveLength(3);
    await type("You lied!");
    await vi.advanceTimersByTimeAsync(400);
    await last().answer(null);
    await type("");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(drafts()).toHaveLength(4);
  });

  it("keeps its card closed after Esc, and opens it again when asked to", async () => {
    await type("You lied");
    await vi.advanceTimersByTimeAsync(400);
    await last().answer(about("You lied", "You lied"));
    await grow();
    session.close();
    await type("You lied, all of it");
    await vi.advanceTimersByTimeAsync(400);
    await last().answer(about("You lied, all of it", "You lied"));
    expect(session.cardOpen).toBe(false);
    expect(session.enter()).toBe(true);
    expect(session.cardOpen).toBe(true);
  });
});

describe("a card that comes in by itself", () => {
  const told = (kind: string): Asked[] => asked.filter((one) => one.kind === kind);

  async function answered(text: string, more: Partial<Checked> = {}): Promise<void> {
    await type(text);
    await vi.advanceTimersByTimeAsync(400);
    await told("check").at(-1)?.answer({ ...about(text, "You lied"), ...more });
  }

  it("waits out the first two seconds of a draft", async () => {
    await answered("You lied");
    await vi.advanceTimersByTimeAsync(1599);
    expect(session.cardOpen).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(session.cardOpen).toBe(true);
  });

  it("waits anew for a draft after one that was sent, and not for one that was begun anew", async () => {
    await answered("You lied");
    await grow();
    await type("");
    await answered("You lied again");
    expect(session.cardOpen).toBe(true);
    session.press("enter");
    await type("");
    await answered("You lied once more");
    expect(session.cardOpen).toBe(false);
  });

  it("does not come once the person has turned elsewhere", async () => {
    await answered("You lied");
    session.pause();
    await grow();
    expect(session.cardOpen).toBe(false);
  });

  it("does not wait where somebody may be in danger, nor is it ever too many", async () => {
    const care = about("You lied", "You lied");
    const prompt = care.report.prompt && { ...care.report.prompt, level: "care" as const };
    await answered("You lied", { report: { ...care.report, prompt }, room: false });
    expect(session.cardOpen).toBe(true);
  });

  it("is counted once, and stays away when there were enough", async () => {
    await answered("You lied");
    await grow();
    await answered("You lied, I say");
    expect(told("shown")).toHaveLength(1);
    await type("");
    await answered("You lied", { room: false });
    await grow();
    expect([session.cardOpen, told("shown").length]).toEqual([false, 1]);
    expect(session.enter()).toBe(true); // who asks for it gets it
  });

  it("asks whom the draft is to, once, and takes the answer", async () => {
    composer.setAttribute("data-conversation", "noor");
    await answered("You lied", { report: { ...about("You lied", "You lied").report, person: noor(true) } });
    await grow();
    expect(told("person").map(({ conversation, change }) => ({ conversation, change }))).toEqual([{ conversation: "noor", change: { asked: true } }]);
    await answered("You lied!", { report: { ...about("You lied!", "You lied").report, person: noor(false) } });
    await answered("You lied!!", { report: { ...about("You lied!!", "You lied").report, person: noor(true) } }); // forgotten meanwhile
    expect(told("person")).toHaveLength(1);
    expect(told("shown").at(-1)?.person).toBe("p");
  });

  it("comes with what the page shows of the conversation", async () => {
    composer.setAttribute("data-conversation", "noor");
    for (const from of ["them", "me", "me"]) document.body.append(Object.assign(document.createElement("p"), { innerHTML: `<i data-from="${from}"></i>` }));
    await answered("You lied");
    expect([told("check").at(-1)?.conversation, told("check").at(-1)?.unanswered]).toEqual(["noor", 2]);
  });
});

describe("a press of Enter", () => {
  let hold: Hold;
  /** Press as a person would; happy-dom's events are never trusted, so this goes to the gate by hand. */
  function press(repeat = false): boolean {
    const event = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, repeat });
    const listen = (heard: KeyboardEvent): void => {
      if (heard === event) hold.enter(heard, session);
    };
    window.addEventListener("keydown", listen, { capture: true });
    composer.dispatchEvent(event);
    window.removeEventListener("keydown", listen, { capture: true });
    return !event.defaultPrevented;
  }

  beforeEach(async () => {
    hold = new Hold();
    state = { ...AWAKE, gated: true };
    await session.refresh();
  });

  it("is stopped once where a check asks before sending", async () => {
    await type("You lied");
    await vi.advanceTimersByTimeAsync(150); // the answer has to be there sooner
    await last().answer(about("You lied", "You lied", "gate"));

    expect([press(), press(true), press(true)]).toEqual([false, false, false]); // a key held down is one press
    expect(session.cardOpen).toBe(true);
    expect([press(), sends]).toEqual([true, ["You lied"]]);
  });

  it("is stopped again after a card that was closed: closing is no sending", async () => {
    await type("You lied");
    await vi.advanceTimersByTimeAsync(150);
    await last().answer(about("You lied", "You lied", "gate"));
    session.close();

    expect([press(), session.cardOpen]).toEqual([false, true]);
  });

  it("goes through by itself when the answer comes in time and has nothing to say", async () => {
    await type("See you at six");
    expect(press()).toBe(false);
    await vi.advanceTimersByTimeAsync(10);
    await last().answer({ report: { level: "none", show: "none", findings: [], prompt: null, person: null }, falseAlarms: "", room: true });

    expect(sends).toEqual(["See you at six"]);
  });

  it("is stopped when the answer comes in time and asks", async () => {
    await type("You lied");
    expect(press()).toBe(false);
    await vi.advanceTimersByTimeAsync(10);
    await last().answer(about("You lied", "You lied", "gate"));
    await vi.advanceTimersByTimeAsync(1000);
    expect([sends, session.cardOpen]).toEqual([[], true]);
    press();
    expect(sends).toEqual(["You lied"]);
  });

  it("goes through when no answer comes within 150 ms", async () => {
    await type("You lied");
    press();
    await vi.advanceTimersByTimeAsync(149);
    expect(sends).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sends).toEqual(["You lied"]);
  });

  it("goes through when there is no server", async () => {
    await type("You lied");
    press();
    await vi.advanceTimersByTimeAsync(10);
    await last().answer(null);

    expect(sends).toEqual(["You lied"]);
  });

  it("goes first when another key follows at once", async () => {
    await type("You lied");
    press();
    hold.letGo();
    expect(sends).toEqual(["You lied"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(sends).toEqual(["You lied"]);
  });

  it("is never touched where no check asks before sending", async () => {
    state = AWAKE;
    await session.refresh();
    await type("You lied");

    expect([press(), sends]).toEqual([true, ["You lied"]]);
  });
});
