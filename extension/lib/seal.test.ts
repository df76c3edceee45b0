import { describe, expect, it } from "vitest";
import vectors from "../../tests/wire/seal.json";
import { deriveKeys, openReply, sealRequest, type Keys } from "./seal";

const bytes = (hex: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(hex, "hex"));
const keysOf = (secret: string): Promise<Keys> => deriveKeys(bytes(secret));

describe("keys", () => {
  it.each(vectors.pairings)("come out of $code as the server derives them", async ({ secret, keys }) => {
    const { request } = await keysOf(secret);
    const iv = new Uint8Array(12);
    const known = await crypto.subtle.importKey("raw", bytes(keys.request), "AES-GCM", false, ["encrypt"]);
    const ours = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, request, new Uint8Array(8));
    const theirs = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, known, new Uint8Array(8));

    expect(new Uint8Array(ours)).toEqual(new Uint8Array(theirs));
  });

  it("cannot be read back, and each can do one thing only", async () => {
    const { request, reply } = await keysOf("00".repeat(16));

    expect([request.extractable, reply.extractable]).toEqual([false, false]);
    expect([request.usages, reply.usages]).toEqual([["encrypt"], ["decrypt"]]);
  });
});

describe("a request", () => {
  it.each(vectors.requests)("seals to the very bytes: $name", async ({ secret, path, port, origin, iv, t, plaintext, sealed }) => {
    const { body } = JSON.parse(plaintext) as { body: object };

    expect(await sealRequest(await keysOf(secret), { path, port, origin }, body, t, bytes(iv))).toEqual(sealed);
  });

  it("never uses an iv twice", async () => {
    const keys = await keysOf("00".repeat(16));
    const place = { path: "/v1/check", port: 8457, origin: "chrome-extension://a" };
    const ivs = await Promise.all(Array.from({ length: 200 }, async () => (await sealRequest(keys, place, {}, 0)).iv));

    expect(new Set(ivs).size).toBe(200);
  });
});

describe("a reply", () => {
  it.each(vectors.replies)("opens: $name", async ({ secret, path, port, origin, request_iv, plaintext, sealed }) => {
    expect(await openReply(await keysOf(secret), { path, port, origin }, request_iv, sealed)).toEqual(JSON.parse(plaintext));
  });

  const [reply] = vectors.replies;
  type Good = (typeof vectors.replies)[0];
  type Change = (good: Good) => { place?: object; iv?: string; sealed?: unknown; secret?: string };
  const changes: [string, Change][] = [
    ["another request's", () => ({ iv: "AAAAAAAAAAAAAAAA" })],
    ["another path's", () => ({ place: { path: "/v1/check" } })],
    ["another port's", () => ({ place: { port: 8458 } })],
    ["another origin's", () => ({ place: { origin: "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba" } })],
    ["another pairing's", () => ({ secret: "ff".repeat(16) })],
    ["a changed one", ({ sealed }) => ({ sealed: { ...sealed, ct: `A${sealed.ct.slice(1)}` } })],
    ["one of another version", ({ sealed }) => ({ sealed: { ...sealed, v: 2 } })],
    ["one with a field too many", ({ sealed }) => ({ sealed: { ...sealed, x: 1 } })],
    ["one with a short iv", ({ sealed }) => ({ sealed: { ...sealed, iv: "AAAA" } })],
    ["an unsealed one", () => ({ sealed: { result: {} } })],
    ["nothing", () => ({ sealed: null })],
  ];

  it.each(changes)("does not open: %s", async (_, change) => {
    if (!reply) throw new Error("no vectors");
    const { secret = reply.secret, place = {}, iv = reply.request_iv, sealed = reply.sealed } = change(reply);
    const { path, port, origin } = reply;

    expect(await openReply(await keysOf(secret), { path, port, origin, ...place }, iv, sealed)).toBeNull();
  });
});
