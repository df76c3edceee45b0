import { fake } from "../testing/browser";
import { beforeEach, expect, it, vi } from "vitest";
import { deriveKeys } from "../lib/seal";
import type { Letter, Letters, Settings } from "../lib/wire";
import { results } from "../testing/golden";
import { calls, serve } from "../testing/server";
import type { Pairing } from "./client";

const SECRET = new Uint8Array(16).fill(5);
const HOUR_MS = 3_600_000;
const settings = results("/v1/settings/get")[0] as Settings;
const letter = results("/v1/letters/keep")[0] as Letter;
const list = (state: Letter["state"], told: boolean): Letters => ({ hours: 24, letters: [{ ...letter, state, told }] });

let stored: Pairing | null = null;
let letters: Letters;
vi.mock("./keyring", () => ({ readPairing: () => Promise.resolve(stored), keepPairing: () => Promise.resolve() }));

type Modules = typeof import("./letters") & typeof import("./server");

/** The background as it wakes up: it has forgotten what it did not write down. */
async function wake(): Promise<Modules> {
  vi.resetModules();
  return { ...(await import("./letters")), ...(await import("./server")) };
}

beforeEach(async () => {
  fake.reset();
  calls.length = 0;
  stored = { keys: await deriveKeys(SECRET), port: 8457 };
  vi.stubGlobal("fetch", serve(SECRET, 8457, (path) => ({ result: path === "/v1/settings/get" ? settings : letters })));
});

it("shows a quiet dot once the day of a letter is over, and takes it back when its writer knows", async () => {
  const { lookForLetters, noteLetters, readSettings } = await wake();
  letters = list("resting", false);
  await readSettings(); // connected
  await lookForLetters(HOUR_MS);
  expect(fake.badge).toBe("");
  letters = list("ready", false);
  await lookForLetters(2 * HOUR_MS);
  expect(fake.badge).toBe("•");
  await noteLetters(list("ready", true));
  expect(fake.badge).toBe("");
});

it("looks now and then only, whoever wakes it", async () => {
  const { lookForLetters, readSettings } = await wake();
  letters = list("resting", false);
  await readSettings();
  await lookForLetters(HOUR_MS);
  const before = calls.length;
  await lookForLetters(HOUR_MS + 60_000);
  await (await wake()).lookForLetters(HOUR_MS + 120_000);

  expect(calls.length).toBe(before);
});

it("shows the dot again after the connection was lost", async () => {
  const { lookForLetters, readSettings } = await wake();
  letters = list("ready", false);
  await readSettings();
  await lookForLetters(HOUR_MS);
  const serving = globalThis.fetch;
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await readSettings();
  expect(fake.badge).toBe("–");
  vi.stubGlobal("fetch", serving);
  await readSettings();

  expect(fake.badge).toBe("•");
});
