/** What is known about one draft: from its first letter until it is sent, emptied, or left for another conversation. */
import type { Checked } from "../lib/messages";
import type { Finding, Prompt, Show } from "../lib/wire";
import { Gate, type Known } from "./gate";
import { follow } from "./spans";

const LOUDNESS: readonly Show[] = ["none", "mark", "card", "gate"];
const WORDINGS = 1000;

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
  /** Checks whose card was closed here. */
  private readonly closed = new Set<string>();
  private conversation = "";
  private answered: string | null = null;

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
    if (moved || this.empty) this.begin();
    return true;
  }

  /** Take over the answer about `text`; null when there was none. */
  answer(text: string, checked: Checked | null): void {
    this.answered = checked === null ? null : text;
    this.findings = checked?.report.findings ?? [];
    this.prompt = checked?.report.prompt ?? null;
    this.falseAlarms = checked?.falseAlarms ?? "";
  }

  /** The prompt's card, when it should stand open by itself. */
  get card(): Prompt | null {
    if (this.prompt === null || this.closed.has(this.prompt.check)) return null;
    return LOUDNESS.indexOf(this.showOf(this.prompt.check)) >= LOUDNESS.indexOf("card") ? this.prompt : null;
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
    return { fresh: this.answered === this.text, asks, gated };
  }

  /** The person closed the card: it does not open by itself again for this check. */
  close(check: string): void {
    this.closed.add(check);
  }

  /** The person called a check fine in this draft, or turned it off: it is gone at once. */
  drop(check: string): void {
    this.findings = this.findings.filter((finding) => finding.check !== check);
    if (this.prompt?.check === check) this.prompt = null;
  }

  private begin(): void {
    this.turn = newTurn();
    this.findings = [];
    this.prompt = null;
    this.answered = null;
    this.quiet.clear();
    this.closed.clear();
    this.gate.reset();
  }

  private showOf(check: string): Show {
    return this.findings
      .filter((finding) => finding.check === check)
      .reduce<Show>((loudest, { show }) => (LOUDNESS.indexOf(show) > LOUDNESS.indexOf(loudest) ? show : loudest), "none");
  }
}

function newTurn(): number {
  return Math.floor(Math.random() * WORDINGS);
}
