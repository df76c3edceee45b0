/**
 * The gate at the keys: Enter and the send button, caught before the page hears of them.
 *
 * It fails open. A press that has to wait for an answer waits 150 ms at most and is then let go; whatever goes wrong
 * lets it go too. The release is a press like the first; where a site refuses it, the person's next press sends.
 */
import type { Session } from "./session";

const WAIT_MS = 150;

interface Held {
  readonly session: Session;
  readonly release: () => void;
}

export class Hold {
  #held: Held | null = null;
  #stoppedKey = false;

  /** A trusted Enter in the composer. */
  enter(event: KeyboardEvent, session: Session): void {
    if (event.repeat) {
      if (this.#stoppedKey) swallow(event); // a key held down is still the first press
      return;
    }
    const { ctrlKey, metaKey } = event;
    this.#stoppedKey = this.#press(event, session, "enter", () => pressEnter(event.composedPath()[0] ?? session.element, { ctrlKey, metaKey }));
  }

  /** A trusted click on the send button. */
  click(event: MouseEvent, session: Session, button: HTMLElement): void {
    this.#press(event, session, "click", () => button.click());
  }

  /** Another key: what waits goes first, so that nothing changes its order. */
  letGo(): void {
    const held = this.#held;
    this.#held = null;
    held?.release();
  }

  #press(event: Event, session: Session, how: "enter" | "click", release: () => void): boolean {
    if (this.#held) {
      this.#held = null; // a second press does what the first one wanted
      return false;
    }
    const decision = session.press(how);
    if (decision === "pass") return false;
    swallow(event);
    if (decision === "hold") void this.#wait({ session, release }, how);
    return true;
  }

  async #wait(held: Held, how: "enter" | "click"): Promise<void> {
    this.#held = held;
    await Promise.race([held.session.hasten().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, WAIT_MS))]);
    if (this.#held !== held) return;
    if (asksNow(held.session, how)) this.#held = null;
    else this.letGo();
  }
}

/** Whether a press that waited is stopped after all. A fault of ours lets it go. */
function asksNow(session: Session, how: "enter" | "click"): boolean {
  try {
    return session.press(how) === "stop";
  } catch {
    return false;
  }
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function pressEnter(target: EventTarget, modifiers: Pick<KeyboardEventInit, "ctrlKey" | "metaKey">): void {
  const init = { key: "Enter", code: "Enter", keyCode: 13, which: 13, bubbles: true, cancelable: true, composed: true, ...modifiers };
  for (const type of ["keydown", "keypress", "keyup"]) target.dispatchEvent(new KeyboardEvent(type, init));
}
