import { fake, ORIGIN } from "../testing/browser";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { deriveKeys } from "../lib/seal";
import type { Person, Report, Settings } from "../lib/wire";
import { results } from "../testing/golden";
import { calls, serve } from "../testing/server";
import type { Pairing } from "./client";

const SECRET = new Uint8Array(16).fill(3);
const ID = ORIGIN.slice("chrome-extension://".length);
const SITE = "chat.example";
const CODE = "AMBQGAYDAMBQGAYDAMBQGAYDAM";
const catalogue = results("/v1/catalogue")[0];
const person = results("/v1/people/set")[0] as Person;
const found = results("/v1/check").find((report) => "prompt" in report && report.prompt !== null) as Report;
const prompted: Report = { ...found, person };

let stored: Pairing | null = null;
let settings: Settings;
vi.mock("./keyring", () => ({ readPairing: () => Promise.resolve(stored), keepPairing: () => Promise.resolve() }));

const content = (tab = 1, frameId = 0) => ({ id: ID, url: "https://chat.example/", tab: { id: tab }, frameId }) as chrome.runtime.MessageSender;
const popup: chrome.runtime.MessageSender = { id: ID, url: `${ORIGIN}/popup.html` };
const draft = (text: string) => ({ kind: "check", site: SITE, text, hour: 2, turn: 5, quiet: ["wall"], conversation: "noor", unanswered: 3 });

async function wake(): Promise<typeof import("./table")> {
  vi.resetModules();
  return import("./table");
}

const texts = (): unknown[] => calls.filter(({ path }) => path === "/v1/check").map(({ body }) => (body as { text: string }).text);

beforeEach(async () => {
  fake.reset();
  calls.length = 0;
  stored = { keys: await deriveKeys(SECRET), port: 8457 };
  settings = { version: "0.1.0", digest: "0123456789abcdef", snoozed_until: null, tally: false, caps: { conversation: null, day: null }, defaults: {}, sites: {} };
  vi.stubGlobal(
    "fetch",
    serve(SECRET, 8457, (path, body) => {
      if (path === "/v1/letters/list") return { result: { hours: 24, letters: [] } };
      if (path === "/v1/catalogue") return { result: catalogue };
      if (path === "/v1/check") return { result: prompted };
      if (path === "/v1/people/set") return { result: person };
      if (path === "/v1/people/forget") return { result: { people: [] } };
      if (path === "/v1/settings/snooze") settings = { ...settings, snoozed_until: Date.now() + (body as { minutes: number }).minutes * 60_000 };
      if (path === "/v1/settings/site") settings = { ...settings, sites: { [SITE]: { on: true, checks: {}, ...(body as object) } } };
      return { result: settings };
    }),
  );
});

describe("who may ask", () => {
  it("tells our pages, our content scripts and everybody else apart", async () => {
    const { origin } = await wake();
    const root = `${ORIGIN}/`;

    expect(origin(popup, root, ID)).toBe("page");
    expect(origin({ ...popup, tab: { id: 4 } } as chrome.runtime.MessageSender, root, ID)).toBe("page"); // the popup in a tab
    expect(origin(content(), root, ID)).toBe("content");
    expect(origin({ ...content(), id: "another" }, root, ID)).toBeNull();
    expect(origin({ id: ID, url: "https://chat.example/" }, root, ID)).toBeNull();
    expect(origin({ ...content(), url: `https://chat.example/?${root}` }, root, ID)).toBe("content");
  });

  it("gives content scripts nothing of what pages may do, and the other way round", async () => {
    const { answer } = await wake();
    const forPages = ["overview", "set-site", "set-snooze", "set-caps", "set-person", "forget-person", "start", "pair"];
    const forContent = ["hello", "check", "shown", "person", "not-here", "snooze"];

    expect(forPages.map((kind) => answer({ kind }, content()))).toEqual(forPages.map(() => undefined));
    expect(forContent.map((kind) => answer({ kind }, popup))).toEqual(forContent.map(() => undefined));
    expect(["toString", "__proto__", "nonsense", undefined].map((kind) => answer({ kind }, popup))).toEqual([undefined, undefined, undefined, undefined]);
    expect([answer(null, popup), answer("overview", popup), answer({}, popup)]).toEqual([undefined, undefined, undefined]);
  });
});

describe("a draft", () => {
  it("is asked about with all that the wire wants, and comes back with the check's known false alarms", async () => {
    const { answer } = await wake();

    expect(await answer(draft("rotten deal"), content())).toEqual({ report: prompted, falseAlarms: "Scissors.", room: true });
    expect(calls.find(({ path }) => path === "/v1/check")?.body).toEqual({
      text: "rotten deal", site: SITE, hour: 2, turn: 5, quiet: ["wall"], conversation: "noor", unanswered: 3,
    });
  });

  it("names no conversation and counts no messages where the page does not show them", async () => {
    await (await wake()).answer({ ...draft("rotten deal"), conversation: "", unanswered: null }, content());

    expect(Object.keys(calls.find(({ path }) => path === "/v1/check")?.body as object).sort()).toEqual(["hour", "quiet", "site", "text", "turn"]);
  });

  it("reaches no server from a site that is off", async () => {
    settings = { ...settings, sites: { [SITE]: { on: false, checks: {} } } };
    const { answer } = await wake();

    expect(await answer(draft("one"), content())).toBeNull();
    expect(texts()).toEqual([]);
    calls.length = 0;
    expect(await answer(draft("two"), content())).toBeNull();
    expect(calls).toEqual([]); // once the settings are known, nothing at all is sent
  });

  it("reaches no server during a snooze", async () => {
    settings = { ...settings, snoozed_until: Date.now() + 60_000 };
    const { answer } = await wake();

    expect(await answer(draft("one"), content())).toBeNull();
    expect(texts()).toEqual([]);
  });

  it("is not asked about when the settings cannot be known", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));

    expect(await (await wake()).answer(draft("one"), content())).toBeNull();
  });

  it("cancels the older one of the same frame only", async () => {
    const { answer } = await wake();
    await answer({ kind: "hello", site: SITE }, content());
    const [older, newer, elsewhere] = await Promise.all([
      answer(draft("older"), content(1)),
      answer(draft("newer"), content(1)),
      answer(draft("elsewhere"), content(1, 7)),
    ]);

    expect([older, newer !== null, elsewhere !== null]).toEqual([null, true, true]);
  });
});

describe("choices", () => {
  it("of the card reach the settings and every page", async () => {
    const { answer } = await wake();
    await answer({ kind: "hello", site: SITE }, content());
    fake.notified.length = 0;

    expect(await answer({ kind: "not-here", site: SITE, check: "sharp" }, content())).toMatchObject({ awake: true });
    expect(calls.map(({ body }) => body)).toContainEqual({ site: SITE, checks: { sharp: "off" } });
    expect(fake.notified).toContainEqual([2, { kind: "changed" }]);
    expect(await answer({ kind: "snooze", site: SITE, minutes: 60 }, content())).toMatchObject({ awake: false });
  });

  it("of the popup come back as the new settings", async () => {
    const { answer } = await wake();
    const after = await answer({ kind: "set-site", change: { site: SITE, on: false } }, popup);

    expect(after).toMatchObject({ connection: "connected", settings: { sites: { [SITE]: { on: false } } }, catalogue });
  });

  it("tell a page to keep the gate ready when a check asks before sending", async () => {
    settings = { ...settings, sites: { [SITE]: { on: true, checks: { sharp: "gate" } } } };

    expect(await (await wake()).answer({ kind: "hello", site: SITE }, content())).toEqual({
      awake: true, until: null, gated: true, welcome: true,
    });
  });

  it("tell a page of a site that was taken back that it is not welcome any more", async () => {
    fake.granted.clear();
    const { answer } = await wake();
    const welcome = async (site: string): Promise<unknown> => ((await answer({ kind: "hello", site }, content())) as { welcome: boolean }).welcome;

    expect([await welcome(SITE), await welcome("known.example"), await welcome("127.0.0.1:8467")]).toEqual([false, true, true]);
  });
});

describe("cards that came in by themselves", () => {
  const room = async (answer: (typeof import("./table"))["answer"], site = SITE): Promise<unknown> =>
    ((await answer({ ...draft("rotten deal"), site }, content())) as { room: boolean }).room;

  it("are enough at some point in a conversation, and on a day", async () => {
    vi.useFakeTimers({ now: new Date(2026, 10, 26, 23, 0), toFake: ["Date"] });
    const { answer } = await wake();
    for (let shown = 0; shown < 5; shown += 1) {
      expect(await room(answer)).toBe(true);
      await answer({ kind: "shown", site: SITE, person: person.id }, content());
    }
    expect(await room(answer)).toBe(false);
    expect(await room(answer, "127.0.0.1:8467")).toBe(true); // practice is for trying
    fake.session.clear(); // a browser that was closed
    const again = await wake();
    for (let shown = 0; shown < 20; shown += 1) await again.answer({ kind: "shown", site: SITE, person: null }, content());
    expect(await room(again.answer)).toBe(false);
    vi.setSystemTime(new Date(2026, 10, 27, 0, 1));
    expect(await room(again.answer)).toBe(true);
    vi.useRealTimers();
  });

  it("are as many as the person chose, in the practice chat too", async () => {
    settings = { ...settings, caps: { conversation: 1, day: null } };
    const { answer } = await wake();
    expect(await room(answer)).toBe(true);
    await answer({ kind: "shown", site: SITE, person: person.id }, content());
    expect([await room(answer), await room(answer, "127.0.0.1:8467")]).toEqual([false, false]);
    await answer({ kind: "set-caps", caps: { conversation: null } }, popup);
    expect(calls.find(({ path }) => path === "/v1/settings/caps")?.body).toEqual({ conversation: null });
  });
});

describe("who a conversation is with", () => {
  const change = { audience: "ex" as const };

  it("is said on the card, and in the popup, where every page hears that something changed", async () => {
    const { answer } = await wake();
    await answer({ kind: "person", site: SITE, conversation: "noor", change: { asked: true } }, content());
    expect(calls.at(-1)).toMatchObject({ path: "/v1/people/set", body: { site: SITE, conversation: "noor", asked: true } });
    expect(fake.notified).toEqual([]);
    expect(await answer({ kind: "set-person", site: SITE, conversation: "noor", change }, popup)).toEqual(person);
    expect(calls.at(-1)?.body).toEqual({ site: SITE, conversation: "noor", audience: "ex" });
    expect(fake.notified).toContainEqual([1, { kind: "changed" }]);
  });

  it("is looked up without saying anything, and forgotten", async () => {
    const { answer } = await wake();
    expect(await answer({ kind: "set-person", site: SITE, conversation: "noor", change: {} }, popup)).toEqual(person);
    expect([calls.at(-1)?.body, fake.notified]).toEqual([{ site: SITE, conversation: "noor" }, []]);
    await answer({ kind: "forget-person", id: person.id }, popup);
    expect(calls.at(-1)).toMatchObject({ path: "/v1/people/forget", body: { id: person.id } });
    expect(fake.notified).toContainEqual([1, { kind: "changed" }]);
  });
});

describe("starting and pairing", () => {
  it("say in words what to do when there is no host, or the code is none", async () => {
    const { answer } = await wake();

    expect(await answer({ kind: "start" }, popup)).toMatchObject({ trouble: expect.stringContaining("breather setup") as string });
    expect(await answer({ kind: "pair", code: "hello" }, popup)).toMatchObject({ trouble: expect.stringContaining("26 letters") as string });
    expect(await answer({ kind: "pair", code: "AAAQEAYEAUDAOCAJBIFQYDIOB4" }, popup)).toMatchObject({
      trouble: expect.stringContaining("not accepted") as string,
    });
  });

  it("pass on what the host says, and report the connection that came of it", async () => {
    fake.host = () => ({ ok: false, error: { code: "x", message: "The port is taken.", remedy: "Close the other program." } });
    const { answer } = await wake();

    expect(await answer({ kind: "start" }, popup)).toEqual({ trouble: "The port is taken. Close the other program.", connection: "connected" });
    fake.host = () => ({ ok: true, port: 8457, secret: CODE, version: "0.1.0" });
    expect(await answer({ kind: "start" }, popup)).toEqual({ trouble: null, connection: "connected" });
    expect(fake.asked).toEqual(["pair", "pair"]);
  });

  it("take a pasted code whatever its spelling", async () => {
    stored = null;
    const { answer } = await wake();

    expect(await answer({ kind: "pair", code: "ambq-gayd ambq gayd ambq gayd am" }, popup)).toEqual({ trouble: null, connection: "connected" });
  });
});
