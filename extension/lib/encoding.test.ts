import { describe, expect, it } from "vitest";
import vectors from "../../tests/wire/seal.json";
import { fromBase64Url, readCode, toBase64Url } from "./encoding";

const hex = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString("hex");

describe("a pairing code", () => {
  it.each(vectors.pairings)("$code reads as its secret, in every spelling", ({ secret, code, also }) => {
    expect([code, ...also].map((text) => hex(readCode(text)))).toEqual([code, ...also].map(() => secret));
  });

  it.each(vectors.not_codes.map((text) => [text]))("%j is refused", (text) => {
    expect(readCode(text)).toBeNull();
  });
});

describe("base64url", () => {
  it("survives every byte and every length", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => (i * 167) % 256);

    for (let length = 0; length <= bytes.length; length++) {
      const part = bytes.slice(0, length);
      expect(toBase64Url(part)).toBe(Buffer.from(part).toString("base64url"));
      expect(hex(fromBase64Url(toBase64Url(part)))).toBe(hex(part));
    }
  });

  it.each(["=", "AA==", "A", "A+", "A/", "A A", "é"])("refuses %j", (text) => {
    expect(fromBase64Url(text)).toBeNull();
  });
});
