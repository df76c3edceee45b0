/** Every message that the background answers, and who may send it. */
import { api } from "../lib/api";
import { helpFor } from "../lib/helplines";
import { mayRun } from "../lib/known";
import { siteState } from "../lib/ladder";
import type { Answer, Attempt, ContentCalls, HomeCalls, Message, Overview, PageCalls, PersonCall, SiteState } from "../lib/messages";
import { t } from "../lib/strings";
import { fit, type Person } from "../lib/wire";
import { showSite } from "./badge";
import { countShown, hasRoom } from "./caps";
import { fromHome } from "./house";
import { pairByCode, pairByHost } from "./pairing";
import { ask, asked, changeSettings, connection, knownCatalogue, knownSettings, readSettings } from "./server";
import { lookForLetters, noteLetters } from "./letters";
import { recall } from "./session";
import { tellTabs } from "./tabs";
import { keepLetter, panel } from "./ways";

type Sender = chrome.runtime.MessageSender;
type Handlers<C extends object> = { [K in keyof C & keyof (ContentCalls & PageCalls & HomeCalls)]: (message: Message<K>, sender: Sender) => Promise<Answer<K>> };

/** The popup looks twice a second and promises to notice within two that nobody answers, a server that froze included. */
const LOOK_PATIENCE_MS = 1200;

/** The request that is under way for each frame; a newer draft cancels it. */
const pending = new Map<string, AbortController>();

const fromContent: Handlers<ContentCalls> = {
  async hello({ site }, sender) {
    const state = await stateOf(site, sender);
    void lookForLetters(Date.now());
    return state;
  },

  async check({ site, text, hour, turn, quiet, conversation, unanswered }, sender) {
    const frame = `${sender.tab?.id ?? 0}:${sender.frameId ?? 0}`;
    pending.get(frame)?.abort();
    const newest = new AbortController();
    pending.set(frame, newest);
    try {
      const settings = await knownSettings();
      // A site that is off, and everything during a snooze, reaches no server.
      if (settings === null || !siteState(settings, null, site, Date.now()).awake) return null;
      if (newest.signal.aborted || (await connection()) === "wrong-version") return null;
      const known = { ...(conversation === "" ? {} : { conversation }), ...(unanswered === null ? {} : { unanswered }) };
      const report = await ask("/v1/check", { text: fit(text), site, hour, turn, quiet, ...known }, { signal: newest.signal });
      if (report === null) return null;
      const catalogue = report.prompt === null ? null : await knownCatalogue(settings);
      const check = catalogue?.checks.find(({ id }) => id === report.prompt?.check);
      const help = report.level === "care" ? { help: helpFor(navigator.languages) } : {};
      return { report, falseAlarms: check?.known_false_alarms ?? "", room: await hasRoom(settings, site, report.person?.id ?? null, Date.now()), ...help };
    } finally {
      if (pending.get(frame) === newest) pending.delete(frame);
    }
  },

  async shown({ person }) {
    await countShown(person, Date.now());
    return null;
  },

  person: (call) => setPerson(call),

  way: ({ way, text, check }) => panel(way, text, check),

  keep: (call) => keepLetter(call),

  async open({ tab }) {
    await api.tabs.create({ url: api.runtime.getURL(`home.html#${encodeURIComponent(tab)}`) });
    return null;
  },

  async "not-here"({ site, check }, sender) {
    await changeSettings("/v1/settings/site", { site, checks: { [check]: "off" } });
    return stateOf(site, sender);
  },

  async snooze({ site, minutes }, sender) {
    await changeSettings("/v1/settings/snooze", { minutes });
    return stateOf(site, sender);
  },

  async count({ event }) {
    const settings = await knownSettings();
    if (settings?.tally === true) await ask("/v1/tally/count", { event, day: today() });
    return null;
  },
};

const fromPages: Handlers<PageCalls & HomeCalls> = {
  ...fromHome(overview),

  async overview() {
    await readSettings({ patience: LOOK_PATIENCE_MS });
    return overview();
  },

  async "set-site"({ change }) {
    await changeSettings("/v1/settings/site", change);
    return overview();
  },

  async "set-snooze"({ minutes }) {
    await changeSettings("/v1/settings/snooze", { minutes });
    return overview();
  },

  async "set-caps"({ caps }) {
    await changeSettings("/v1/settings/caps", caps);
    return overview();
  },

  async "set-person"(call) {
    const person = await setPerson(call);
    if (person !== null && call.change.audience !== undefined) await tellTabs({ kind: "changed" });
    return person;
  },

  keep: (call) => keepLetter(call),

  async ledger({ verb, body }) {
    if (!/^\/v1\/(letters|people)\//.test(verb)) return { result: null, trouble: "" };
    const outcome = await asked(verb, body as never);
    if (outcome.kind !== "result") return { result: null, trouble: outcome.kind === "error" ? `${outcome.error.message} ${outcome.error.remedy}` : t("not_saved") };
    if (verb === "/v1/people/set" || verb === "/v1/people/forget") await tellTabs({ kind: "changed" });
    if ("letters" in outcome.result) await noteLetters(outcome.result);
    return { result: outcome.result, trouble: null };
  },

  async "forget-person"({ id }) {
    if ((await ask("/v1/people/forget", { id })) !== null) await tellTabs({ kind: "changed" });
    return null;
  },

  // Pairing starts the server on the way, and mends a pairing that the server no longer knows.
  start: async () => attempt(await pairByHost()),

  pair: async ({ code }) => attempt(await pairByCode(code)),
};

/** Say something of somebody; to say nothing tells what is known. */
function setPerson({ site, conversation, change }: PersonCall): Promise<Person | null> {
  return ask("/v1/people/set", { site, conversation, ...change });
}

/** The day that the person's own calendar shows. */
function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

async function stateOf(site: string, sender: Sender): Promise<SiteState> {
  const settings = await knownSettings();
  const state = { ...siteState(settings, await knownCatalogue(settings), site, Date.now()), welcome: await mayRun(site) };
  if (sender.tab?.id !== undefined) await showSite(sender.tab.id, state);
  return state;
}

async function overview(): Promise<Overview> {
  const settings = await recall("settings");
  const stands = await connection();
  const catalogue = stands === "connected" ? await knownCatalogue(settings) : await recall("catalogue");
  return { connection: stands, settings, catalogue };
}

async function attempt(trouble: string | null): Promise<Attempt> {
  await readSettings();
  return { connection: await connection(), trouble };
}

/** Whether a message comes from one of our own pages, one of our content scripts, or neither. */
export function origin(sender: Sender, ownRoot: string, ownId: string): "page" | "content" | null {
  if (sender.id !== ownId) return null;
  if (sender.url?.startsWith(ownRoot) === true) return "page";
  return sender.tab?.id === undefined ? null : "content";
}

/** Answer one message. Undefined when it is not for us or from somebody who may not ask. */
export function answer(message: unknown, sender: Sender): Promise<unknown> | undefined {
  const from = origin(sender, api.runtime.getURL(""), api.runtime.id);
  if (from === null || typeof message !== "object" || message === null || !("kind" in message)) return undefined;
  const table: Record<string, unknown> = from === "page" ? fromPages : fromContent;
  const kind = String(message.kind);
  if (!Object.hasOwn(table, kind)) return undefined;
  return (table[kind] as (message: unknown, sender: Sender) => Promise<unknown>)(message, sender);
}
