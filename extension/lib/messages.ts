/** Everything that the parts of the extension say to each other. One tagged union a direction. */
import type { Help } from "./help";
import type { Audience, Catalogue, Defaults, ExplainRequest, Explanation, Letter, Person, Report, Settings, SiteChange, Stored, Tally, TallyEvent, Verbs } from "./wire";

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
  /** False once the person has taken back that Breather runs here: then the script ends. */
  readonly welcome: boolean;
}

/** A report, and what the card's "Why this?" says about the prompt's check. */
export interface Checked {
  readonly report: Report;
  readonly falseAlarms: string;
  /** False once so many cards were shown in this conversation, or today, that no further one opens by itself. */
  readonly room: boolean;
  /** For a report of level care: whom to call. */
  readonly help?: Help;
}

/** Which draft it is, and what the page shows of its conversation. */
export interface DraftCall {
  readonly site: string;
  readonly text: string;
  readonly hour: number;
  readonly turn: number;
  readonly quiet: string[];
  /** "" where the page does not say. */
  readonly conversation: string;
  /** Null where the page does not show it. */
  readonly unanswered: number | null;
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

/** The ways out that the card has a panel for. */
export type Way = "i" | "truest";

/** What the card shows for a way out. */
export interface Panel {
  readonly title: string;
  readonly lines: readonly string[];
  /** First steps, in order. */
  readonly steps: readonly string[];
  /** Words to choose from; pressing one copies its text. */
  readonly offers: readonly { readonly label: string; readonly text: string }[];
  /** Nothing is left to go back to. */
  readonly done?: true;
}

/** A draft to keep unsent. `id` is made anew for each draft and given again with a retry. */
export interface KeepCall {
  readonly id: string;
  readonly text: string;
  /** "" where it was written on no site. */
  readonly site: string;
  readonly conversation: string;
}

/** A letter that was kept, or why it was not. */
export type Kept = { readonly letter: Letter; readonly trouble: null } | { readonly letter: null; readonly trouble: string };

/** What our own pages may ask about letters and people, in the wire's words. */
export type LedgerVerb = Extract<keyof Verbs, `/v1/letters/${string}` | `/v1/people/${string}`>;

export interface LedgerCall {
  readonly verb: LedgerVerb;
  readonly body: object;
}

export interface PersonCall {
  readonly site: string;
  readonly conversation: string;
  readonly change: { readonly audience?: Audience; readonly asked?: boolean };
}

/** From a content script to the background. */
export interface ContentCalls {
  hello: [{ site: string }, SiteState];
  check: [DraftCall, Checked | null];
  /** A card came in by itself. */
  shown: [{ site: string; person: string | null }, null];
  /** Who the conversation is with, said on the card; or only that it was asked. */
  person: [PersonCall, Person | null];
  /** The panel for a way out of this draft. */
  way: [{ way: Way; text: string; check: string }, Panel];
  keep: [KeepCall, Kept];
  /** Open one of our own pages at a tab. */
  open: [{ tab: string }, null];
  "not-here": [{ site: string; check: string }, SiteState];
  snooze: [{ site: string; minutes: number }, SiteState];
  /** Something that is counted, where the person has asked for that. Never about a card of level care. */
  count: [{ event: TallyEvent }, null];
}

/** From one of our own pages to the background. */
export interface PageCalls {
  overview: [unknown, Overview];
  "set-site": [{ change: SiteChange }, Overview];
  "set-snooze": [{ minutes: number }, Overview];
  "set-caps": [{ caps: Partial<Settings["caps"]> }, Overview];
  "set-person": [PersonCall, Person | null];
  keep: [KeepCall, Kept];
  ledger: [LedgerCall, { readonly result: object; readonly trouble: null } | { readonly result: null; readonly trouble: string }];
  "forget-person": [{ id: string }, null];
  start: [unknown, Attempt];
  pair: [{ code: string }, Attempt];
}

/** From the home page to the background; null where nobody answered. */
export interface HomeCalls {
  explain: [{ request: ExplainRequest }, Explanation | null];
  "set-sites": [{ changes: SiteChange[] }, Overview];
  "remove-site": [{ site: string }, Overview];
  "set-defaults": [{ checks: Defaults }, Overview];
  tally: [unknown, Tally | null];
  "switch-tally": [{ on: boolean }, Tally | null];
  "erase-tally": [unknown, Tally | null];
  stored: [unknown, Stored | null];
  "erase-all": [unknown, Stored | null];
  unpair: [unknown, Overview];
}

type Calls = ContentCalls & PageCalls & HomeCalls;

/** A message as it travels. */
export type Message<K extends keyof Calls = keyof Calls> = { [P in K]: { kind: P } & Calls[P][0] }[K];

export type Answer<K extends keyof Calls> = Calls[K][1];

/** The top frame's answer to `who`. */
export interface Who {
  readonly site: string;
  /** False where this part of a site that we know is not for messages. */
  readonly messaging: boolean;
}

/** What a frame that holds a composer answers to `attached`. */
export interface Attached {
  readonly conversation: string;
}

/** To content scripts. `changed`: ask the background again. `who`: the top frame says its site. `attached`: only frames with a composer answer. `keep`: the draft as a letter. */
export interface Notice {
  readonly kind: "changed" | "who" | "attached" | "keep";
}
