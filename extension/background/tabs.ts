/** Pages: telling them that something changed, and running on the sites that the person added. */
import { api } from "../lib/api";
import { addedHost, isKnown } from "../lib/known";
import type { Notice } from "../lib/messages";

const ADDED = "added-sites";

/** Tell every page that runs our content script. The notice names no site; each page asks about its own. */
export async function tellTabs(notice: Notice): Promise<void> {
  const tabs = await api.tabs.query({});
  const ids = tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
  await Promise.allSettled(ids.map((id) => api.tabs.sendMessage(id, notice))); // most pages do not run it and refuse
}

/** The sites that the person added: the browser's own list of permissions is the only one. */
async function addedSites(): Promise<string[]> {
  const { origins = [] } = await api.permissions.getAll();
  return origins.filter((origin) => origin.startsWith("https://") && !isKnown(addedHost(origin) ?? ""));
}

/** Run on exactly the sites that were added. */
export async function runOnAddedSites(): Promise<void> {
  const matches = await addedSites();
  const [registered] = await api.scripting.getRegisteredContentScripts({ ids: [ADDED] });
  if (registered) await api.scripting.unregisterContentScripts({ ids: [ADDED] });
  if (matches.length === 0) return;
  await api.scripting.registerContentScripts([
    { id: ADDED, matches, js: ["compose.js"], runAt: "document_start", allFrames: true, matchOriginAsFallback: true, persistAcrossSessions: false },
  ]);
}

/** Start on pages that are open already: the browser itself only sees to those that load from now on. */
export async function startOnOpenTabs(): Promise<void> {
  const added = { matches: await addedSites(), js: ["compose.js"] };
  const scripts = [...(api.runtime.getManifest().content_scripts ?? []), added];
  await Promise.allSettled(scripts.map(({ matches = [], js = [] }) => startOn(matches, js)));
}

/** Start on the open pages of these sites. A copy that runs there already is replaced. */
export async function startOn(matches: string[], files: string[] = ["compose.js"]): Promise<void> {
  if (matches.length === 0) return;
  const tabs = await api.tabs.query({ url: matches });
  const ids = tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
  await Promise.allSettled(ids.map((tabId) => api.scripting.executeScript({ target: { tabId, allFrames: true }, files })));
}
