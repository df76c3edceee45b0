/** Which page the popup speaks of. The page's own content script says what site it is; no permission to read tabs is needed. */
import { api } from "../lib/api";
import type { Notice } from "../lib/messages";

export interface Subject {
  /** The site's name in the settings; null when our content script is not there. */
  readonly site: string | null;
  /** Whether the page holds a place to write that Breather knows. */
  readonly attached: boolean;
  /** The match pattern to ask the browser for, where Breather could be used but is not. */
  readonly addable: string | null;
}

const NOWHERE: Subject = { site: null, attached: false, addable: null };

/** Find out about the page that the popup was opened on. */
export async function subject(): Promise<Subject> {
  const tab = await subjectTab();
  if (tab?.id === undefined) return NOWHERE;
  const who = (await ask(tab.id, "who", { frameId: 0 })) as { site: string } | null;
  if (who !== null) return { site: who.site, attached: (await ask(tab.id, "attached")) === true, addable: null };
  const url = tab.url !== undefined && URL.canParse(tab.url) ? new URL(tab.url) : null;
  return { ...NOWHERE, addable: url?.protocol === "https:" ? `https://${url.hostname}/*` : null };
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
