/** Which page the popup speaks of. The page's own content script says what site it is; no permission to read tabs is needed. */
import { api } from "../lib/api";
import { addedHost, hostOf, isKnown, originOf } from "../lib/known";
import type { Attached, Notice, Who } from "../lib/messages";

/**
 * How Breather stands on the page, and why: `ready`; `no-composer` found; a part of the site that is `not-messages`; a site that needs
 * a `reload`; one that is `addable`; a page that is `closed` to extensions or to ours.
 */
export type Standing = "ready" | "no-composer" | "not-messages" | "reload" | "addable" | "closed";

export interface Subject {
  readonly standing: Standing;
  /** The site's name in the settings; null when our content script is not there. */
  readonly site: string | null;
  /** What names the conversation there; "" where the page does not say. */
  readonly conversation: string;
  /** The permission to ask the browser for, or the one to give back. */
  readonly origin: string | null;
  readonly tab: number | null;
}

const CLOSED: Subject = { standing: "closed", site: null, conversation: "", origin: null, tab: null };

/** Find out about the page that the popup was opened on. */
export async function subject(): Promise<Subject> {
  const page = await subjectTab();
  if (page?.id === undefined) return CLOSED;
  const tab = page.id;
  const who = (await ask(tab, "who", { frameId: 0 })) as Who | null;
  if (who !== null) {
    const found = who.messaging ? ((await ask(tab, "attached")) as Attached | null) : null;
    const standing = found ? "ready" : who.messaging ? "no-composer" : "not-messages";
    return { standing, site: who.site, conversation: found?.conversation ?? "", origin: await addedOrigin(who.site), tab };
  }
  const url = page.url !== undefined && URL.canParse(page.url) ? new URL(page.url) : null;
  if (url?.protocol !== "https:") return { ...CLOSED, tab };
  const origin = originOf(url.hostname);
  if (isKnown(url.hostname) || (await api.permissions.contains({ origins: [origin] }))) return { ...CLOSED, standing: "reload", tab };
  return { ...CLOSED, standing: "addable", origin, tab };
}

/** The permission that the person gave for this site; null for a site that Breather comes with. */
async function addedOrigin(site: string): Promise<string | null> {
  const { origins = [] } = await api.permissions.getAll();
  return origins.find((origin) => addedHost(origin) === hostOf(site) && !isKnown(hostOf(site))) ?? null;
}

/** The active tab; where the popup itself was opened in a tab, the one that was looked at before. */
async function subjectTab(): Promise<chrome.tabs.Tab | undefined> {
  const own = await api.tabs.getCurrent();
  if (own === undefined) return (await api.tabs.query({ active: true, currentWindow: true }))[0];
  const others = (await api.tabs.query({})).filter(({ id }) => id !== own.id);
  return others.sort((a, b) => b.lastAccessed - a.lastAccessed)[0];
}

async function ask(tabId: number, kind: Notice["kind"], options: chrome.tabs.MessageSendOptions = {}): Promise<unknown> {
  try {
    const answer: unknown = await api.tabs.sendMessage(tabId, { kind } satisfies Notice, options);
    return answer ?? null;
  } catch {
    return null; // no content script there
  }
}
