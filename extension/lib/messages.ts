/** Everything that the parts of the extension say to each other. One tagged union a direction. */
import type { Catalogue, Report, Settings, SiteChange } from "./wire";

/** A state, not an error: each has one plain line that says what to do. */
export type Connection = "connected" | "not-running" | "not-paired" | "wrong-version";

/** What a content script has to know about its site. */
export interface SiteState {
  /** False when the site is off or everything is snoozed: nothing is sent. */
  readonly awake: boolean;
  /** When a snooze ends by itself. */
  readonly until: number | null;
  /** Some check on this site asks before sending, so that the gate has to be ready. */
  readonly gated: boolean;
}

/** A report, and what the card's "Why this?" says about the prompt's check. */
export interface Checked {
  readonly report: Report;
  readonly falseAlarms: string;
}

/** What the popup shows. */
export interface Overview {
  readonly connection: Connection;
  readonly catalogue: Catalogue | null;
  readonly settings: Settings | null;
}

/** The outcome of starting or pairing: what went wrong in words, when it did. */
export interface Attempt {
  readonly connection: Connection;
  readonly trouble: string | null;
}

/** From a content script to the background. */
export interface ContentCalls {
  hello: [{ site: string }, SiteState];
  check: [{ site: string; text: string; hour: number; turn: number; quiet: string[] }, Checked | null];
  "not-here": [{ site: string; check: string }, SiteState];
  snooze: [{ site: string; minutes: number }, SiteState];
}

/** From one of our own pages to the background. */
export interface PageCalls {
  overview: [unknown, Overview];
  "set-site": [{ change: SiteChange }, Overview];
  "set-snooze": [{ minutes: number }, Overview];
  start: [unknown, Attempt];
  pair: [{ code: string }, Attempt];
}

type Calls = ContentCalls & PageCalls;

/** A message as it travels. */
export type Message<K extends keyof Calls = keyof Calls> = { [P in K]: { kind: P } & Calls[P][0] }[K];

export type Answer<K extends keyof Calls> = Calls[K][1];

/**
 * To content scripts. `changed`: ask the background again. `who`: the top frame says its site. `attached`: only frames
 * that have a place to write say so.
 */
export interface Notice {
  readonly kind: "changed" | "who" | "attached";
}
