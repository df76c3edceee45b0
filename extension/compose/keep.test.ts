// @vitest-environment happy-dom
import "../testing/browser";
import "../testing/page";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { demo } from "../sites/demo";
import { Card } from "./card";
import { Link } from "./link";
import { Session } from "./session";
import { Surface } from "./surface";

let composer: HTMLTextAreaElement;
let session: Session;
/** The names under which the draft was to be kept. */
let names: string[];
let answer: (kept: unknown) => void;

/** A line to the background that keeps a letter when the test says so. */
class SlowLink extends Link {
  override send(message: { kind: string; id?: string }): Promise<never> {
    if (message.kind !== "keep") return Promise.resolve(null as never);
    names.push(message.id ?? "");
    return new Promise((resolve) => (answer = (kept) => resolve(kept as never)));
  }
}

const LETTER = { id: "Z", site: null, name: null, made: 0, opens: 0, state: "resting", told: false, words: 2 };

async function type(text: string): Promise<void> {
  composer.value = text;
  session.sync();
  await Promise.resolve();
}

beforeEach(async () => {
  names = [];
  composer = document.createElement("textarea");
  document.body.replaceChildren(composer);
  composer.focus();
  session = new Session(composer, demo, new SlowLink("127.0.0.1:8467", () => undefined), new Surface(), true);
  await type("You lied");
});

afterEach(() => session.end());

describe("keeping a draft", () => {
  it("selects the text, so that one key clears it", async () => {
    const keeping = session.keep();
    answer({ letter: LETTER, trouble: null });
    await keeping;

    expect([composer.selectionStart, composer.selectionEnd]).toEqual([0, 8]);
  });

  it("selects nothing where typing went on meanwhile, and says so", async () => {
    const said = vi.spyOn(Surface.prototype, "announce");
    const card = vi.spyOn(Card.prototype, "panel");
    const keeping = session.keep();
    await type("You lied to me");
    composer.setSelectionRange(14, 14);
    answer({ letter: LETTER, trouble: null });
    await keeping;

    expect([composer.selectionStart, composer.selectionEnd]).toEqual([14, 14]);
    expect(card.mock.calls[0]?.[0].lines.join()).toContain("What you have written since is not in it");
    expect(said.mock.calls.map(([text]) => text).join()).toContain("What you have written since is not in it");
    vi.restoreAllMocks();
  });

  it("gives a retry of the same words the same name, and other words another", async () => {
    for (const text of ["You lied", "You lied", "You lied to me"]) {
      await type(text);
      const keeping = session.keep();
      answer(null);
      await keeping;
    }

    expect([names[0] === names[1], names[1] === names[2]]).toEqual([true, false]);
  });
});
