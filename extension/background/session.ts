/** What outlives the background's sleep but not the browser: `storage.session`. Site names go nowhere else. */
import { api } from "../lib/api";
import type { Connection } from "../lib/messages";
import type { Catalogue, Settings } from "../lib/wire";

interface Session {
  settings: Settings;
  catalogue: Catalogue;
  connection: Connection;
  /** When the native host was last asked without anybody pressing anything. */
  lastAsked: number;
  /** The server refused our keys and the host was asked for new ones; not again before it has worked. */
  askedAfterRefusal: boolean;
}

/** Recall one thing of this browser session. */
export async function recall<K extends keyof Session>(key: K): Promise<Session[K] | null> {
  const found = await api.storage.session.get(key);
  return (found[key] as Session[K] | undefined) ?? null;
}

/** Remember something until the browser closes. */
export async function remember(values: Partial<Session>): Promise<void> {
  await api.storage.session.set(values);
}
