/** How many cards came in by themselves, today and in each conversation. Counts only; gone when the day or the browser ends. */
import { caps } from "../lib/ladder";
import type { Settings } from "../lib/wire";
import { recall, remember } from "./session";

export interface Shown {
  readonly day: string;
  readonly all: number;
  /** By the server's keyed hash of a conversation. */
  readonly by: Readonly<Record<string, number>>;
}

/** Whether one more card may come in by itself. */
export async function hasRoom(settings: Settings, site: string, person: string | null, now: number): Promise<boolean> {
  const { all, by } = await today(now);
  const { day, conversation } = caps(settings, site);
  return all < day && (person === null ? 0 : (by[person] ?? 0)) < conversation;
}

/** Count one. */
export async function countShown(person: string | null, now: number): Promise<void> {
  const { day, all, by } = await today(now);
  await remember({ shown: { day, all: all + 1, by: person === null ? by : { ...by, [person]: (by[person] ?? 0) + 1 } } });
}

async function today(now: number): Promise<Shown> {
  const day = new Date(now).toDateString();
  const shown = await recall("shown");
  return shown?.day === day ? shown : { day, all: 0, by: {} };
}
