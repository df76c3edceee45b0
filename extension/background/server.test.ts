import { fake } from "../testing/browser";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { deriveKeys } from "../lib/seal";
import { calls, serve } from "../testing/server";
import type { Pairing } from "./client";

const OLD = new Uint8Array(16).fill(1);
const NEW = new Uint8Array(16).fill(2);
const NEW_CODE = "AIBAEAQCAIBAEAQCAIBAEAQCAI";
const SETTINGS = { version: "0.1.0", digest: "d", snoozed_until: null, tally: false, caps: { conversation: null, day: null }, defaults: {}, sites: {} };
const DRAFT = { text: "hello", site: "chat.example" };
const REPORT = { level: "none", show: "none", findings: [], prompt: null, person: null };

let stored: Pairing | null = null;
vi.mock("./keyring", () => ({
  readPairing: () => Promise.resolve(stored),
  keepPairing: (next: Pairing) => {
    stored = next;
    return Promise.resolve();
  },
}));

/** A background that just woke: nothing is remembered but what was stored. */
async function wake(): Promise<typeof import("./server")> {
  vi.resetModules();
  return import("./server");
}

const answers = (path: string): object => ({ result: path === "/v1/check" ? REPORT : SETTINGS });
const nobody: typeof fetch = () => Promise.reject(new TypeError("Failed to fetch"));
const pairs = (): object => ({ ok: true, port: 8457, secret: NEW_CODE, version: "0.1.0" });

beforeEach(async () => {
  fake.reset();
  calls.length = 0;
  stored = { keys: await deriveKeys(OLD), port: 8457 };
  vi.stubGlobal("fetch", serve(OLD, 8457, answers));
});

describe("the connection", () => {
  it("stands once the server has answered, and every page hears of it", async () => {
    const { ask, connection } = await wake();

    expect(await connection()).toBe("not-running");
    expect(await ask("/v1/settings/get", {})).toEqual(SETTINGS);
    expect(await connection()).toBe("connected");
    expect(fake.notified).toEqual([[1, { kind: "changed" }], [2, { kind: "changed" }]]);
    expect(fake.badge).toBe("");
  });

  it("is a state when nobody answers, not an error, and recovers by itself", async () => {
    const { ask, connection } = await wake();
    vi.stubGlobal("fetch", nobody);

    expect(await ask("/v1/settings/get", {})).toBeNull();
    expect([await connection(), fake.badge, fake.asked]).toEqual(["not-running", "–", []]); // what was stopped stays stopped
    vi.stubGlobal("fetch", serve(OLD, 8458, answers));
    expect(await ask("/v1/settings/get", {})).toEqual(SETTINGS);
    expect([await connection(), stored?.port]).toEqual(["connected", 8458]);
  });

  it("asks the host for a pairing when there is none, but not over and over", async () => {
    stored = null;
    const { ask, connection } = await wake();

    await ask("/v1/settings/get", {});
    await ask("/v1/settings/get", {});
    expect([await connection(), fake.asked]).toEqual(["not-paired", ["pair"]]);
  });

  it("pairs by itself where the host is registered", async () => {
    stored = null;
    fake.host = pairs;
    vi.stubGlobal("fetch", serve(NEW, 8457, answers));
    const { ask, connection } = await wake();

    expect(await ask("/v1/settings/get", {})).toEqual(SETTINGS);
    expect([await connection(), fake.asked]).toEqual(["connected", ["pair"]]);
  });

  it("asks the host once when the server refuses, and goes on with the new keys", async () => {
    fake.host = pairs;
    vi.stubGlobal("fetch", serve(NEW, 8457, answers));
    const { ask } = await wake();

    expect(await ask("/v1/settings/get", {})).toEqual(SETTINGS);
    expect(fake.asked).toEqual(["pair"]);
  });

  it("does not go on asking the host when that does not help, even after a sleep", async () => {
    vi.stubGlobal("fetch", serve(NEW, 8457, answers));
    await (await wake()).ask("/v1/settings/get", {});
    const { ask, connection } = await wake();
    await ask("/v1/settings/get", {});

    expect([await connection(), fake.asked]).toEqual(["not-paired", ["pair"]]);
  });

  it("does not pair anew behind somebody's back when a request is refused while they end the pairing", async () => {
    const { ask, connection } = await wake();
    const { part } = await import("./pairing");
    fake.host = pairs;
    vi.stubGlobal("fetch", serve(NEW, 8457, answers));
    await part();

    expect(await ask("/v1/settings/get", {})).toBeNull();
    expect([await connection(), fake.asked]).toEqual(["not-paired", []]);
  });

  it("takes no refusal from somebody else's Breather on another port for its own", async () => {
    fake.host = pairs;
    vi.stubGlobal("fetch", serve(NEW, 8458, answers));
    const { ask, connection } = await wake();

    await ask("/v1/settings/get", {});
    expect([await connection(), fake.asked]).toEqual(["not-running", []]);
  });

  it("says so when the versions differ, and an answer without a version does not unsay it", async () => {
    vi.stubGlobal("fetch", serve(OLD, 8457, (path) => (path === "/v1/check" ? { result: REPORT } : { result: { ...SETTINGS, version: "0.9.0" } })));
    const { ask, connection } = await wake();

    await ask("/v1/settings/get", {});
    await ask("/v1/check", DRAFT);
    expect(await connection()).toBe("wrong-version");
  });

  it("is not judged by an error that the server sealed", async () => {
    const { ask, connection } = await wake();
    await ask("/v1/settings/get", {});
    vi.stubGlobal("fetch", serve(OLD, 8457, () => ({ error: { code: "bad_request", message: "", remedy: "" } })));

    expect(await ask("/v1/check", DRAFT)).toBeNull();
    expect(await connection()).toBe("connected");
  });
});

describe("settings", () => {
  it("are asked for once and survive a sleep in session storage only", async () => {
    await (await wake()).knownSettings();
    await (await wake()).knownSettings();

    expect(calls.map(({ path }) => path)).toEqual(["/v1/settings/get"]);
  });

  it("are told to every page when they change, and only then", async () => {
    let settings = SETTINGS;
    vi.stubGlobal("fetch", serve(OLD, 8457, () => ({ result: settings })));
    const { readSettings } = await wake();
    await readSettings();
    await readSettings();
    expect(fake.notified).toHaveLength(4); // two tabs: the connection, and the settings once
    settings = { ...SETTINGS, version: "0.1.0", digest: "e" };
    await readSettings();
    expect(fake.notified).toHaveLength(6);
  });

  it("are no news after a sleep, in whatever order the browser gives their parts back", async () => {
    await (await wake()).readSettings();
    const turned = Object.fromEntries(Object.entries(SETTINGS).reverse());
    fake.session.set("settings", turned);
    fake.notified.length = 0;
    await (await wake()).readSettings();

    expect(Object.keys(turned)).not.toEqual(Object.keys(SETTINGS));
    expect(fake.notified).toEqual([]);
  });

  it.each(["before", "during"] as const)("that were asked for %s a change do not undo it", async (when) => {
    const answered: (() => void)[] = [];
    const woken = { ...SETTINGS, digest: "woken" };
    const slow = async (path: string): Promise<object> => {
      await new Promise<void>((go) => answered.push(go));
      return { result: path.endsWith("get") ? SETTINGS : woken };
    };
    vi.stubGlobal("fetch", serve(OLD, 8457, slow));
    const { readSettings, changeSettings, knownSettings } = await wake();
    const done: Promise<unknown>[] = [];
    const ask = async (what: () => Promise<unknown>): Promise<void> => {
      done.push(what());
      await vi.waitFor(() => expect(answered).toHaveLength(done.length));
    };
    const read = (): Promise<unknown> => readSettings();
    const change = (): Promise<unknown> => changeSettings("/v1/settings/snooze", { minutes: 0 });
    for (const what of when === "before" ? [read, change] : [change, read]) await ask(what);
    answered[when === "before" ? 1 : 0]?.();
    await done[when === "before" ? 1 : 0];
    answered[when === "before" ? 0 : 1]?.();
    await Promise.all(done);

    expect(await knownSettings()).toEqual(woken);
  });

  it("bring a new catalogue when their digest is another", async () => {
    vi.stubGlobal("fetch", serve(OLD, 8457, () => ({ result: { version: "0.1.0", language: "en", digest: "e", steps: [], checks: [] } })));
    const { knownCatalogue } = await wake();
    await knownCatalogue({ ...SETTINGS, digest: "e" });
    await knownCatalogue({ ...SETTINGS, digest: "e" });

    expect(calls.map(({ path }) => path)).toEqual(["/v1/catalogue"]);
  });
});
