/** What came of a draft whose card was shown, for the counts. Only the event is told; the words never leave this file. */
import type { Prompt, TallyEvent } from "../lib/wire";

/** How soon after a press a draft that is gone was sent. */
const SENT_MS = 3000;

export class Fate {
  /** The words that the card was about; null while none was shown in this draft. */
  #words: string | null = null;
  #pressed: { readonly at: number; readonly event: TallyEvent } | null = null;
  #silent = false;

  constructor(private readonly tell: (event: TallyEvent) => void) {}

  /** A card stands open. Counted once a draft, and never where somebody may be in danger, whatever else the draft says. */
  shown({ level, start, end }: Prompt, text: string): void {
    if (level === "care") this.#silent = true;
    if (this.#silent || this.#words !== null) return;
    this.#words = text.slice(start, end);
    this.tell("shown");
  }

  /** The person sends: the words as they were, or others. */
  press(text: string, now: number): void {
    if (this.#words !== null) this.#pressed = { at: now, event: text.includes(this.#words) ? "sent" : "edited" };
  }

  /** The draft is kept unsent. */
  kept(): void {
    if (this.#words !== null && !this.#silent) this.tell("kept");
    this.#begin();
  }

  /** The draft is gone: sent, where a press was just before; else only emptied or left. */
  over(now: number): void {
    if (this.#pressed !== null && !this.#silent && now - this.#pressed.at <= SENT_MS) this.tell(this.#pressed.event);
    this.#begin();
  }

  #begin(): void {
    this.#words = null;
    this.#pressed = null;
    this.#silent = false;
  }
}
