/** What goes over the wire (docs/wire.md). Offsets are UTF-16 code units, times unix milliseconds. */

export type Level = "none" | "note" | "pause" | "care";

/** The ladder: how far a check may go on a site. */
export type Step = "off" | "mark" | "card" | "gate";

/** The loudest step that a report asks for. */
export type Show = "none" | "mark" | "card" | "gate";

export interface Source {
  readonly id: string;
  readonly title: string;
  readonly idea: string;
}

export interface CatalogueCheck {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly level: Level;
  /** Where the check stands when nobody has said otherwise. */
  readonly step: Step;
  readonly sources: readonly Source[];
  readonly known_false_alarms: string;
}

export interface Catalogue {
  readonly version: string;
  readonly language: string;
  readonly digest: string;
  readonly steps: readonly { readonly id: Step; readonly title: string }[];
  readonly checks: readonly CatalogueCheck[];
}

export interface CheckRequest {
  readonly text: string;
  readonly site: string;
  /** What names the conversation on its site; the server keeps a keyed hash of it alone. */
  readonly conversation?: string;
  readonly hour?: number;
  /** Own messages since their last. */
  readonly unanswered?: number;
  readonly turn?: number;
  readonly quiet?: readonly string[];
}

export interface Finding {
  readonly check: string;
  readonly level: Level;
  readonly show: Show;
  readonly start: number;
  readonly end: number;
  /** False for a check on form: it speaks of the whole draft and is never underlined. */
  readonly mark: boolean;
}

export interface Prompt {
  readonly check: string;
  readonly level: Level;
  readonly title: string;
  readonly heading: string;
  readonly why: string;
  readonly question: string;
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  readonly source: Source;
}

/** Whom a draft can be to, as a person says it. */
export const AUDIENCES = ["ex", "partner", "other"] as const;

export type Audience = (typeof AUDIENCES)[number] | "unknown";

/** One conversation that the person told us about, or may. */
export interface Person {
  readonly id: string;
  readonly site: string;
  readonly audience: Audience;
  /** Nobody has said, or been asked, who it is. */
  readonly ask: boolean;
  readonly name: string | null;
  readonly no_contact: { readonly since: number; readonly days: number } | null;
  /** Days of no contact before the present spell. */
  readonly earlier: number;
  /** Duties are shared: nothing is said about no contact. */
  readonly exempt: boolean;
}

export interface People {
  readonly people: readonly Person[];
}

/** What is said of somebody; what is left out stays. */
export type PersonChange = ({ readonly id: string } | { readonly site: string; readonly conversation: string }) & {
  readonly audience?: Audience;
  readonly asked?: boolean;
  readonly name?: string | null;
  readonly no_contact_since?: number | null;
  readonly exempt?: boolean;
};

export interface Report {
  readonly level: Level;
  readonly show: Show;
  readonly findings: readonly Finding[];
  readonly prompt: Prompt | null;
  /** Who the conversation is with; null where none was named. */
  readonly person: Person | null;
}

/** A stretch of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What there is for a draft. */
export interface Ways {
  /** The complaint said as “I”; null where no words of ours fit. */
  readonly reframe: { readonly text: string; readonly feeling: string } | null;
  readonly feelings: readonly { readonly word: string; readonly text: string }[];
  readonly truest: Span | null;
  /** First steps that the check knows. */
  readonly steps: readonly string[];
}

/** A letter without its text. Its text is not given out while it rests. */
export interface Letter {
  readonly id: string;
  readonly site: string | null;
  readonly name: string | null;
  readonly made: number;
  readonly opens: number;
  readonly state: "resting" | "ready" | "kept";
  /** Its writer knows that its day is over. */
  readonly told: boolean;
  readonly words: number;
}

export interface Letters {
  /** How long a new letter rests. */
  readonly hours: number;
  readonly letters: readonly Letter[];
}

/** A letter whose day is over. */
export interface LetterText {
  readonly letter: Letter;
  readonly text: string;
  readonly sentences: readonly Span[];
  /** The number of the sentence that seems truest. */
  readonly truest: number | null;
}

export interface NewLetter {
  /** 16 bytes of the sender's choice, in base64url: the same again is the same letter. */
  readonly id: string;
  readonly text: string;
  readonly site?: string;
  readonly conversation?: string;
}

export interface SiteSettings {
  readonly on: boolean;
  readonly checks: Readonly<Record<string, Step>>;
}

/** In one conversation, and in all. */
export type Cap = "conversation" | "day";

export interface Settings {
  readonly version: string;
  readonly digest: string;
  readonly snoozed_until: number | null;
  /** Whether it is counted how often a card was shown, and what came of it. */
  readonly tally: boolean;
  /** How many cards may come in by themselves each day; null where nothing was chosen. */
  readonly caps: Readonly<Record<Cap, number | null>>;
  /** Where checks stand on every site that has no choice of its own. */
  readonly defaults: Readonly<Record<string, Step>>;
  readonly sites: Readonly<Record<string, SiteSettings>>;
}

export interface SiteChange {
  readonly site: string;
  readonly on?: boolean;
  /** `null` goes back to where the check usually stands. */
  readonly checks?: Readonly<Record<string, Step | null>>;
}

/** Where checks stand everywhere else; `null` goes back to the catalogue's. */
export type Defaults = Readonly<Record<string, Step | null>>;

export interface ExplainRequest {
  readonly text: string;
  readonly audience: Audience;
  readonly hour: number;
  readonly unanswered: number;
  readonly turn: number;
}

export type Outcome = "speaks" | "off" | "outweighed" | "alone" | "quieted" | "audience" | "calm" | "silent";

/** What became of one check. */
export interface Reason {
  readonly check: string;
  readonly outcome: Outcome;
  readonly hits: readonly {
    readonly start: number;
    readonly end: number;
    readonly level: Level;
    readonly pattern: string;
    readonly quieted_by: readonly string[];
  }[];
  readonly audiences: readonly Audience[];
}

export interface Explanation {
  readonly report: Report;
  readonly truest: { readonly start: number; readonly end: number; readonly text: string } | null;
  readonly checks: readonly Reason[];
}

export type TallyEvent = "shown" | "edited" | "kept" | "sent";

export type TallyDay = { readonly day: string } & Readonly<Record<TallyEvent, number>>;

export interface Tally {
  readonly on: boolean;
  readonly days: readonly TallyDay[];
}

/** What is stored, a row for each table. */
export interface Stored {
  readonly key: string;
  readonly kinds: readonly { readonly kind: string; readonly rows: number; readonly bytes: number }[];
}

export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Each verb: what it takes and what it answers. */
export interface Verbs {
  "/v1/catalogue": [Record<string, never>, Catalogue];
  "/v1/check": [CheckRequest, Report];
  "/v1/settings/get": [Record<string, never>, Settings];
  "/v1/settings/site": [SiteChange, Settings];
  "/v1/settings/sites": [{ readonly changes: readonly SiteChange[] }, Settings];
  "/v1/settings/remove": [{ readonly site: string }, Settings];
  "/v1/settings/defaults": [{ readonly checks: Defaults }, Settings];
  "/v1/explain": [ExplainRequest, Explanation];
  "/v1/tally/get": [Record<string, never>, Tally];
  "/v1/tally/switch": [{ readonly on: boolean }, Tally];
  "/v1/tally/count": [{ readonly event: TallyEvent; readonly day: string }, Tally];
  "/v1/tally/erase": [Record<string, never>, Tally];
  "/v1/stored/get": [Record<string, never>, Stored];
  "/v1/stored/erase": [Record<string, never>, Stored];
  "/v1/unpair": [Record<string, never>, Stored];
  "/v1/settings/caps": [Partial<Settings["caps"]>, Settings];
  "/v1/settings/snooze": [{ readonly minutes: number }, Settings];
  "/v1/people/list": [Record<string, never>, People];
  "/v1/people/set": [PersonChange, Person];
  "/v1/people/forget": [{ readonly id: string }, People];
  "/v1/ways": [{ readonly text: string; readonly check: string }, Ways];
  "/v1/letters/list": [Record<string, never>, Letters];
  "/v1/letters/keep": [NewLetter, Letter];
  "/v1/letters/add": [{ readonly id: string; readonly part: string; readonly text: string }, Letter];
  "/v1/letters/read": [{ readonly id: string }, LetterText];
  "/v1/letters/decide": [{ readonly id: string }, Letter];
  "/v1/letters/forget": [{ readonly id: string }, Letters];
  "/v1/letters/erase": [Record<string, never>, Letters];
  "/v1/letters/tell": [Record<string, never>, Letters];
  "/v1/letters/rest": [{ readonly hours: number }, Letters];
}

/** The longest draft that is sent: code units, and bytes so that the sealed body stays under 64 KiB. */
const MAX_UNITS = 20_000;
const MAX_BYTES = 40_000;

/**
 * Cut a very long draft to what fits in one request, never inside a surrogate pair.
 *
 * Half a pair, which a person can leave behind with one Backspace, cannot travel; a sign of the same length stands in.
 */
export function fit(text: string): string {
  const whole = text.slice(0, MAX_UNITS).replaceAll(/\p{Surrogate}/gu, "\uFFFD");
  const { read } = new TextEncoder().encodeInto(whole, new Uint8Array(MAX_BYTES));
  return whole.slice(0, read);
}
