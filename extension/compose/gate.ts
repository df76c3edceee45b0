/**
 * Whether a press of Enter or Send goes through. Opt-in, once for each thing that asks, and open whenever in doubt.
 *
 * This is the bare decision; `hold.ts` meets the keys.
 */

/** What is known of the draft at the moment of the press. */
export interface Known {
  readonly text: string;
  /** The last answer is about exactly this text. */
  readonly fresh: boolean;
  /** What asks before sending: one key for each check and its words. */
  readonly asks: readonly string[];
  /** Some check on this site may ask. */
  readonly gated: boolean;
}

export type Decision = "pass" | "stop" | "hold";

export class Gate {
  readonly #asked = new Set<string>();
  #stopped = "";

  /**
   * Decide about one press. `stop` counts as having asked: the next press of the same text goes through, also where an
   * answer that came meanwhile would ask about more. `hold` waits for an answer.
   */
  press({ text, fresh, asks, gated }: Known): Decision {
    const open = asks.filter((key) => !this.#asked.has(key));
    for (const key of open) this.#asked.add(key);
    if (text === this.#stopped) return "pass";
    if (open.length === 0) return gated && !fresh ? "hold" : "pass";
    this.#stopped = text;
    return "stop";
  }

  /** A new draft begins. */
  reset(): void {
    this.#asked.clear();
    this.#stopped = "";
  }
}
