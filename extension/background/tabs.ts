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

/** Run on exactly the sites that the browser's own list of permissions names; that list is the only one. */
export async function runOnAddedSites(): Promise<void> {
  const { origins = [] } = await api.permissions.getAll();
  const matches = origins.filter((origin) => origin.startsWith("https://") && !isKnown(addedHost(origin) ?? ""));
  const [registered] = await api.scripting.getRegisteredContentScripts({ ids: [ADDED] });
  if (registered) await api.scripting.unregisterContentScripts({ ids: [ADDED] });
  if (matches.length === 0) return;
  await api.scripting.registerContentScripts([
    { id: ADDED, matches, js: ["compose.js"], runAt: "document_start", allFrames: true, matchOriginAsFallback: true, persistAcrossSessions: false },
  ]);
}

/** A site was just added: start on its open pages too. */
export async function startOnOpenTabs(origins: string[]): Promise<void> {
  if (origins.length === 0) return;
  const tabs = await api.tabs.query({ url: origins });
  const ids = tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
  await Promise.allSettled(ids.map((tabId) => api.scripting.executeScript({ target: { tabId, allFrames: true }, files: ["compose.js"] })));
}
