/** Bytes as text: base64url for the wire, base32 for the code that a person pastes. */

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CODE_LENGTH = 26;

/** Write bytes as base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Read base64url without padding, or give null when it is anything else. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}

/** Read a pairing code into its 16 bytes; case, spaces and hyphens do not matter. Null when it is no code. */
export function readCode(text: string): Uint8Array<ArrayBuffer> | null {
  const letters = text.replaceAll(/[\s-]/g, "").toUpperCase();
  if (letters.length !== CODE_LENGTH) return null;
  let bits = 0n;
  for (const letter of letters) {
    const value = BASE32.indexOf(letter);
    if (value < 0) return null;
    bits = (bits << 5n) | BigInt(value);
  }
  if ((bits & 3n) !== 0n) return null; // 26 letters hold 130 bits; the last two must be empty
  bits >>= 2n;
  const bytes = new Uint8Array(16);
  for (let i = 15; i >= 0; i--) {
    bytes[i] = Number(bits & 0xffn);
    bits >>= 8n;
  }
  return bytes;
}
