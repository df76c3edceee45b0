/** As much of a browser as the extension touches. Import it before the modules under test: they look for it when they load. */

import { getMessage } from "./messages";

export const ORIGIN = "chrome-extension://jdlelnpihpmgmjboipfljkkgcegkacmh";

type Notified = [tab: number, message: unknown];

/** What the fake was asked to do, and what it answers. Call `reset` before each test. */
export const fake = {
  session: new Map<string, unknown>(),
  local: new Map<string, unknown>(),
  /** The native messaging host; null where `breather setup` was never run. */
  host: null as ((message: { type: string }) => unknown) | null,
  asked: [] as string[],
  /** Sites that the person added. */
  granted: new Set<string>(),
  registered: [] as { matches: string[]; js: string[] }[],
  notified: [] as Notified[],
  badge: "",
  /** The addresses that were opened in tabs of their own. */
  opened: [] as string[],
  /** The address of the tab that the popup is about, where the browser tells it. */
  url: undefined as string | undefined,
  /** What the background answers the popup. */
  answer: (() => undefined) as (message: unknown) => unknown,
  /** What the content script of the other tab answers. */
  page: (() => {
    throw new Error("Could not establish connection."); // as for a page without our script
  }) as (message: { kind: string }) => unknown,

  reset(): void {
    this.session.clear();
    this.local.clear();
    this.host = null;
    this.asked = [];
    this.granted = new Set(["https://chat.example/*"]);
    this.registered = [];
    this.notified = [];
    this.badge = "";
    this.opened = [];
  },
};

const done = (): Promise<void> => Promise.resolve();

// The background has no page; a test of the content script has one, with an address of its own.
if (!("document" in globalThis)) Object.assign(globalThis, { location: { origin: ORIGIN } });

Object.assign(globalThis, {
  chrome: {
    runtime: {
      id: ORIGIN.slice("chrome-extension://".length),
      getURL: (path: string) => `${ORIGIN}/${path}`,
      getManifest: () => ({ version: "0.1.0", content_scripts: [{ matches: ["https://known.example/*", "http://127.0.0.1/demo/*"] }] }),
      sendMessage: (message: unknown) => Promise.resolve(fake.answer(message)),
      sendNativeMessage: (_: string, message: { type: string }) => {
        fake.asked.push(message.type);
        return fake.host === null ? Promise.reject(new Error("Specified native messaging host not found.")) : Promise.resolve(fake.host(message));
      },
    },
    i18n: { getMessage },
    storage: {
      local: {
        get: () => Promise.resolve(structuredClone(Object.fromEntries(fake.local))),
        set: (values: object) => {
          for (const [key, value] of Object.entries(values)) fake.local.set(key, structuredClone(value));
          return done();
        },
        remove: (key: string) => {
          fake.local.delete(key);
          return done();
        },
      },
      session: {
        get: () => Promise.resolve(structuredClone(Object.fromEntries(fake.session))),
        set: (values: object) => {
          for (const [key, value] of Object.entries(values)) fake.session.set(key, structuredClone(value));
          return done();
        },
      },
    },
    permissions: {
      contains: ({ origins }: { origins: string[] }) => Promise.resolve(origins.every((origin) => fake.granted.has(origin))),
      // Browsers count in what the manifest demands.
      getAll: () => Promise.resolve({ origins: ["http://127.0.0.1/*", "https://known.example/*", ...fake.granted] }),
      request: ({ origins: [origin = ""] }: { origins: string[] }) => Promise.resolve(Boolean(fake.granted.add(origin))),
      remove: ({ origins: [origin = ""] }: { origins: string[] }) => Promise.resolve(fake.granted.delete(origin)),
    },
    scripting: {
      getRegisteredContentScripts: () => Promise.resolve(fake.registered),
      unregisterContentScripts: () => Promise.resolve((fake.registered = [])),
      registerContentScripts: (scripts: { matches: string[]; js: string[] }[]) => {
        if (fake.registered.length > 0) return Promise.reject(new Error("Duplicate script ID"));
        fake.registered = scripts;
        return done();
      },
    },
    tabs: {
      create: ({ url }: { url: string }) => {
        fake.opened.push(url);
        return done();
      },
      getCurrent: () => Promise.resolve(undefined),
      query: () => Promise.resolve([{ id: 1, url: fake.url }, { id: 2 }]),
      reload: (tab: number) => {
        fake.notified.push([tab, "reload"]);
        return done();
      },
      sendMessage: (tab: number, message: { kind: string }) => {
        fake.notified.push([tab, message]);
        return new Promise((resolve) => resolve(fake.page(message)));
      },
    },
    action: {
      setBadgeText: ({ text = "", tabId }: { text?: string; tabId?: number }) => {
        if (tabId === undefined) fake.badge = text;
        return done();
      },
      setBadgeBackgroundColor: done,
      setTitle: done,
    },
  },
});
