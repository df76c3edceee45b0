import { fake } from "../testing/browser";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newLetter, partOf } from "../lib/letter";
import { deriveKeys } from "../lib/seal";
import type { Letter, Ways } from "../lib/wire";
import { results } from "../testing/golden";
import { calls, serve } from "../testing/server";
import type { Pairing } from "./client";
import { keepLetter, panel } from "./ways";

const SECRET = new Uint8Array(16).fill(5);
const letter = results("/v1/letters/keep")[0] as Letter;
const [known, unknown] = results("/v1/ways") as [Ways, Ways];
const FULL = { error: { code: "storage", message: "Breather cannot write.", remedy: "Make room on the disk." } };

let stored: Pairing | null = null;
let ways: Ways;
let answer: object;
vi.mock("./keyring", () => ({ readPairing: () => Promise.resolve(stored), keepPairing: () => Promise.resolve() }));

beforeEach(async () => {
  fake.reset();
  calls.length = 0;
  stored = { keys: await deriveKeys(SECRET), port: 8457 };
  ways = known;
  answer = { result: letter };
  vi.stubGlobal("fetch", serve(SECRET, 8457, (path) => (path === "/v1/ways" ? { result: ways } : answer)));
});

describe("the panel of a way out", () => {
  it("offers the complaint said as “I” first, and words to choose from", async () => {
    const { offers, title } = await panel("i", "You never listen", "blame");

    expect(title).toBe("Said as “I”");
    expect(offers[0]?.text).toBe(known.reframe?.text);
    expect(offers.slice(1).map(({ label, text }) => ({ word: label, text }))).toEqual(known.feelings);
  });

  it("asks what is under it where no words of ours fit, with the check's first steps", async () => {
    ways = { ...unknown, steps: ["Slowly."] };
    const { offers, steps, title } = await panel("i", "whatever", "shutdown");

    expect(title).toBe("What is under this?");
    expect([offers.length, steps]).toEqual([unknown.feelings.length, ["Slowly."]]);
  });

  it("offers the truest sentence alone, or says that none stands out", async () => {
    const text = "I am here. You lied.";
    ways = { ...known, truest: { start: 0, end: 10 } };
    expect((await panel("truest", text, "blame")).offers).toEqual([{ label: "I am here.", text: "I am here." }]);
    ways = { ...known, truest: null };
    expect((await panel("truest", text, "blame")).offers).toEqual([]);
  });

  it("says in one line what to do where nobody answers", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));

    expect((await panel("i", "whatever", "blame")).lines.join(" ")).toContain("start it");
  });
});

describe("keeping a letter", () => {
  const call = { id: newLetter(), text: "I miss the dog.", site: "chat.example", conversation: "noor" };

  it("sends it whole, with where it was written", async () => {
    expect(await keepLetter(call)).toEqual({ letter, trouble: null });
    expect(calls.map(({ path, body }) => [path, body])).toEqual([["/v1/letters/keep", call]]);
    await keepLetter({ ...call, site: "", conversation: "" });
    expect(calls.at(-1)?.body).toEqual({ id: call.id, text: call.text });
  });

  it("sends a very long one in pieces that a retry names the same", async () => {
    const text = "I miss the dog. ".repeat(3000);
    await keepLetter({ ...call, text });
    const first = calls.splice(0).map(({ body }) => body as { text: string; part?: string });
    await keepLetter({ ...call, text });

    expect(first.length).toBeGreaterThan(2);
    expect(first.map((piece) => piece.text).join("")).toBe(text);
    expect(new Set(first.map(({ part }) => part ?? call.id)).size).toBe(first.length);
    expect(calls.map(({ body }) => body)).toEqual(first);
  });

  it("says why it was not kept", async () => {
    answer = FULL;
    expect(await keepLetter(call)).toEqual({ letter: null, trouble: "Breather cannot write. Make room on the disk." });
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    expect((await keepLetter(call)).trouble).toContain("did not answer");
  });
});

describe("names for letters and their parts", () => {
  it("are 22 letters that the server takes, and never the same twice", () => {
    const names = Array.from({ length: 200 }, newLetter);
    const parts = names.slice(0, 5).flatMap((name) => [0, 1, 2].map((number) => partOf(name, number)));

    expect(new Set([...names, ...parts]).size).toBe(215);
    for (const name of [...names, ...parts]) expect(name).toMatch(/^[\w-]{21}[AQgw]$/);
  });
});
