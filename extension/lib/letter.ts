/** Names for letters and their parts. The same name again is the same letter, or part, so that a retry doubles nothing. */
import { toBase64Url } from "./encoding";

/** How a letter's own name begins; its parts begin with the letters below, so that no two are alike. */
const WHOLE = "Z";
const PARTS = "ABCDEFGHIJKLMNOPQRSTUVWXY";

/** A name for a new letter, or for something that is added to one. */
export function newLetter(): string {
  return WHOLE + toBase64Url(crypto.getRandomValues(new Uint8Array(16))).slice(1);
}

/** The name of one piece of a letter that was too long for one message. */
export function partOf(id: string, number: number): string {
  return `${PARTS.charAt(number)}${id.slice(1)}`;
}
