/** Which press of Enter sends. Where a setting of the site's decides, what the last one did tells: it cannot be read. */
import type { SendKey } from "../sites";

type Press = Pick<KeyboardEvent, "key" | "keyCode" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey" | "isComposing">;

export class SendKeys {
  /** The last Enter alone made a new line. */
  #newLine = false;

  /** Whether this press would send. Enter that ends a composition, and Shift or Alt with Enter, never do. */
  sends(press: Press, by: SendKey): boolean {
    if (press.key !== "Enter" || press.shiftKey || press.altKey || press.isComposing || press.keyCode === 229) return false;
    if (press.ctrlKey || press.metaKey) return by !== "enter";
    return by === "enter" || (by === "either" && !this.#newLine);
  }

  /** Learn from what became of the draft after Enter alone was pressed. */
  learn(before: string, after: string): void {
    if (before.trim() !== "" && after.trim() === "") this.#newLine = false;
    else if (lines(after) > lines(before)) this.#newLine = true;
  }
}

const lines = (text: string): number => text.split("\n").length;
