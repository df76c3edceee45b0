/** What is known about one draft: from its first letter until it is sent, emptied, or left for another conversation. */
import type { Help } from "../lib/help";
import type { Checked } from "../lib/messages";
import type { Finding, Person, Prompt, Show } from "../lib/wire";
import type { Who } from "./card";
import { Gate, type Known } from "./gate";
import { follow } from "./spans";

const LOUDNESS: readonly Show[] = ["none", "mark", "card", "gate"];
const WORDINGS = 1000;
/** A draft younger than this is left in peace, unless it is about to be sent. */
const YOUNG_MS = 2000;
/** Words this short may be the beginning of an errand, which a distance has nothing against: they get so long to grow. */
const SHORT = 40;
const GROW_MS = 3000;

export class Draft {
  readonly gate = new Gate();
  text = "";
  /** One draft keeps one wording. */
  turn = newTurn();
  /** Checks that the person called fine here. */
  readonly quiet = new Set<string>();
  findings: readonly Finding[] = [];
  prompt: Prompt | null = null;
  falseAlarms = "";
  help: Help | null = null;
  person: Person | null = null;
  /** Whether the card may ask whom this is to. Once asked it is not asked again; where it stands now it stays. */
  who: Who = "";
  /** It was asked here. Said once a draft: somebody who is forgotten while the card stands open stays forgotten. */
  asked = false;
  conversation = "";
  #room = true;
  #changed = 0;
  /** When the person began to write, and whether what was written is on its way. */
  #began: number | null = null;
  #leaving = false;
  /** Checks whose card was closed here. */
  readonly #closed = new Set<string>();
  #answered: string | null = null;

  get empty(): boolean {
    return this.text.trim() === "";
  }

  /** Take over what the composer holds now. False when nothing changed. */
  change(text: string, conversation: string): boolean {
    const moved = conversation !== this.conversation;
    if (text === this.text && !moved) return false;
    this.findings = moved ? [] : follow(this.findings, this.text, text);
    this.text = text;
    this.conversation = conversation;
    if (moved || this.empty) this.#begin(moved);
    this.#changed = Date.now();
    if (!this.empty) this.#began ??= this.#changed;
    return true;
  }

  /** Take over the answer about `text`; null when there was none. */
  answer(text: string, checked: Checked | null): void {
    this.#answered = checked === null ? null : text;
    this.findings = checked?.report.findings ?? [];
    this.prompt = checked?.report.prompt ?? null;
    this.falseAlarms = checked?.falseAlarms ?? "";
    this.help = checked?.help ?? null;
    this.#room = checked?.room ?? true;
    if (checked === null) return;
    this.person = checked.report.person;
    if (this.person?.ask === true && this.who === "") this.who = "ask";
  }

  /** How long no card opens by itself yet. Help for somebody in danger does not wait. */
  get young(): number {
    if (this.prompt?.level === "care") return 0;
    const grows = this.distant && this.marked.length === 0 && this.text.length < SHORT && !/[.!?…]\s*$/.test(this.text);
    return Math.max(0, (this.#began ?? 0) + YOUNG_MS - Date.now(), grows ? this.#changed + GROW_MS - Date.now() : 0);
  }

  /** The prompt speaks of the draft as a whole, to somebody from whom the person chose a distance. */
  get distant(): boolean {
    return this.prompt !== null && this.isForm(this.prompt.check) && this.person?.no_contact != null && !this.person.exempt;
  }

  /** It is being sent: what is written next is another draft. Emptied by hand and begun anew, it is the same. */
  leave(): void {
    this.#leaving = true;
  }

  /** The prompt's card, when it should stand open by itself. */
  get card(): Prompt | null {
    if (this.prompt === null || this.#closed.has(this.prompt.check)) return null;
    if (!this.#room && this.prompt.level !== "care") return null;
    return LOUDNESS.indexOf(this.#showOf(this.prompt.check)) >= LOUDNESS.indexOf("card") ? this.prompt : null;
  }

  /** The words to underline. Words of somebody in danger are not marked like a slip. */
  get marked(): readonly Finding[] {
    return this.findings.filter((finding) => finding.mark && finding.level !== "care");
  }

  /** Whether a finding speaks of the draft as a whole, so that quoting it would say nothing. */
  isForm(check: string): boolean {
    return this.findings.some((finding) => finding.check === check && !finding.mark);
  }

  /** What the gate has to know. */
  known(gated: boolean): Known {
    const asking = this.findings.filter((finding) => finding.show === "gate" && finding.level !== "care");
    const asks = asking.map(({ check, start, end, mark }) => `${check}\n${mark ? this.text.slice(start, end).toLowerCase() : ""}`);
    return { text: this.text, fresh: this.#answered === this.text, asks, gated };
  }

  /** The person closed the card: it does not open by itself again for this check. */
  close(check: string): void {
    this.#closed.add(check);
  }

  /** The person called a check fine in this draft, or turned it off: it is gone at once. */
  drop(check: string): void {
    this.findings = this.findings.filter((finding) => finding.check !== check);
    if (this.prompt?.check === check) this.prompt = null;
  }

  #begin(moved: boolean): void {
    if (moved || this.#leaving) this.#began = null;
    this.#leaving = false;
    this.who = "";
    this.asked = false;
    this.#room = true;
    if (moved) this.person = null;
    this.turn = newTurn();
    this.findings = [];
    this.prompt = null;
    this.#answered = null;
    this.quiet.clear();
    this.#closed.clear();
    this.gate.reset();
  }

  #showOf(check: string): Show {
    return this.findings
      .filter((finding) => finding.check === check)
      .reduce<Show>((loudest, { show }) => (LOUDNESS.indexOf(show) > LOUDNESS.indexOf(loudest) ? show : loudest), "none");
  }
}

function newTurn(): number {
  return Math.floor(Math.random() * WORDINGS);
}
