/** What outlives the background's sleep but not the browser: `storage.session`. Site names go nowhere else. */
import { api } from "../lib/api";
import type { Connection } from "../lib/messages";
import type { Catalogue, Settings } from "../lib/wire";
import type { Shown } from "./caps";

interface Session {
  settings: Settings;
  catalogue: Catalogue;
  connection: Connection;
  /** When it was last looked whether the day of a letter is over, and what was seen. */
  lookedForLetters: number;
  letterDue: boolean;
  /** Cards that came in by themselves. */
  shown: Shown;
  /** When the native host was last asked without anybody pressing anything. */
  lastAsked: number;
  /** The server refused our keys and the host was asked for new ones; not again before it has worked. */
  askedAfterRefusal: boolean;
}

/** Read once after waking: nobody else writes it, and a press of Enter may be waiting for what comes next. */
let awake: Promise<Partial<Session>> | null = null;

function memory(): Promise<Partial<Session>> {
  return (awake ??= api.storage.session.get<Partial<Session>>());
}

/** Recall one thing of this browser session. */
export async function recall<K extends keyof Session>(key: K): Promise<Session[K] | null> {
  return (await memory())[key] ?? null;
}

/** Remember something until the browser closes. */
export async function remember(values: Partial<Session>): Promise<void> {
  Object.assign(await memory(), values);
  await api.storage.session.set(values);
}
