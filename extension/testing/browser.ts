/** As much of a browser as the background touches. Import it before the modules under test: they look for it when they load. */

export const ORIGIN = "chrome-extension://jdlelnpihpmgmjboipfljkkgcegkacmh";

type Notified = [tab: number, message: unknown];

/** What the fake was asked to do, and what it answers. Call `reset` before each test. */
export const fake = {
  session: new Map<string, unknown>(),
  /** The native messaging host; null where `breather setup` was never run. */
  host: null as ((message: { type: string }) => unknown) | null,
  asked: [] as string[],
  notified: [] as Notified[],
  badge: "",

  reset(): void {
    this.session.clear();
    this.host = null;
    this.asked = [];
    this.notified = [];
    this.badge = "";
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
      getManifest: () => ({ version: "0.1.0" }),
      sendNativeMessage: (_: string, message: { type: string }) => {
        fake.asked.push(message.type);
        return fake.host === null ? Promise.reject(new Error("Specified native messaging host not found.")) : Promise.resolve(fake.host(message));
      },
    },
    storage: {
      session: {
        get: (key: string) => Promise.resolve(fake.session.has(key) ? { [key]: structuredClone(fake.session.get(key)) } : {}),
        set: (values: object) => {
          for (const [key, value] of Object.entries(values)) fake.session.set(key, structuredClone(value));
          return done();
        },
      },
    },
    tabs: {
      query: () => Promise.resolve([{ id: 1 }, { id: 2 }]),
      sendMessage: (tab: number, message: unknown) => {
        fake.notified.push([tab, message]);
        return Promise.reject(new Error("Could not establish connection.")); // as for a page without our script
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
