/** The background: wakes for an event, answers it, and may be put to sleep after. Nothing here relies on staying alive. */
import { api } from "../lib/api";
import { askHost } from "./native";
import { pairing, pairQuietly } from "./pairing";
import { readSettings } from "./server";
import { answer } from "./table";
import { runOnAddedSites, startOn, startOnOpenTabs, tellTabs } from "./tabs";

/** At install and when the browser starts, have the server running. Later only a person starts it: what was stopped stays stopped. */
async function wake(): Promise<void> {
  if ((await pairing()) === null) await pairQuietly();
  else await askHost("start");
  await readSettings();
}

api.runtime.onInstalled.addListener(({ reason }) => {
  void Promise.all([wake(), runOnAddedSites(), startOnOpenTabs()]);
  if (reason === "install") void api.tabs.create({ url: api.runtime.getURL("home.html#welcome") });
});
api.runtime.onStartup.addListener(() => void Promise.all([wake(), runOnAddedSites()]));
api.permissions.onAdded.addListener(({ origins = [] }) => void runOnAddedSites().then(() => startOn(origins)));
// Pages of a site that was taken back are told as well: their scripts find that they may not run, and end.
api.permissions.onRemoved.addListener(() => void runOnAddedSites().then(() => tellTabs({ kind: "changed" })));

api.runtime.onMessage.addListener((message, sender, reply) => {
  const answering = answer(message, sender);
  // A page that gets no answer goes on without one; what was asked must not end up in a log.
  answering?.then(reply, () => reply(null));
  return answering !== undefined;
});
