/** One composer that somebody is writing in: watch it, ask about it, show what there is to say. */
import { newLetter } from "../lib/letter";
import type { Kept, Way } from "../lib/messages";
import { t } from "../lib/strings";
import { AUDIENCES } from "../lib/wire";
import { unanswered, type Site } from "../sites";
import { Card, type Choice } from "./card";
import { Rest } from "./clock";
import { isDark, read } from "./composer";
import { Draft } from "./draft";
import { Fate } from "./fate";
import { Follower } from "./follower";
import type { Decision } from "./gate";
import type { Link } from "./link";
import { Marks } from "./marks";
import { around, type Box } from "./place";
import { holds } from "./shadow";
import type { Surface } from "./surface";

/** How long typing rests before a draft is looked at. Where a check asks before sending, its answer has to be there sooner. */
const REST_MS = 400;
const REST_GATED_MS = 150;
/** When nobody answers, ask again about the same draft so much later; then the next change asks. */
const AGAIN_MS = [2000, 5000, 15_000];
const SNOOZE_MINUTES = 60;
/** What the card offers without ending what it says. */
const AWAY: ReadonlySet<Choice> = new Set<Choice>(["back", "breathe", "i", "truest", "keep", "help"]);
/** The wire takes no longer name of a conversation. */
const LONGEST_NAME = 512;

export class Session {
  readonly #link: Link;
  readonly #surface: Surface;
  readonly #draft = new Draft();
  readonly #rest = new Rest((change) => void this.ask(change).catch(() => this.end()));
  readonly #fate = new Fate((event) => void this.#link.send({ kind: "count", event }));
  readonly #follower: Follower;
  readonly #card: Card;
  readonly #marks: Marks;
  readonly #changes: MutationObserver | null = null;
  #frame = 0;
  #composing = false;
  #waiting = false;
  #refused = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  #touched: boolean;
  #anchor: Box | null = null;
  #caret: StaticRange | null = null;
  /** The letter that is being kept: a retry with the same text makes no second one. */
  #letter: { readonly id: string; readonly text: string } | null = null;
  #ended = false;

  constructor(
    readonly element: HTMLElement,
    readonly site: Site,
    link: Link,
    surface: Surface,
    /** The person is typing already; a draft that was merely clicked on opens no card. */
    typing: boolean,
  ) {
    this.#link = link;
    this.#surface = surface;
    this.#card = new Card(surface, (choice, check) => void this.#choose(choice, check));
    this.#marks = new Marks(surface);
    this.#follower = new Follower(element, () =>
      this.#safely(() => {
        if (!this.#link.lives()) return;
        this.#look();
        this.#draw();
      }),
    );
    if (!(element instanceof HTMLTextAreaElement)) {
      this.#changes = new MutationObserver(() => this.#safely(() => this.sync())); // the site empties or fills it without an input event
      this.#changes.observe(element, { childList: true, characterData: true, subtree: true });
    }
    this.sync();
    this.#touched = typing;
    void this.#link.hello();
  }

  /** Take everything back. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#again);
    cancelAnimationFrame(this.#frame);
    this.#changes?.disconnect();
    this.#rest.cancel();
    this.#hide();
  }

  /** A composition (of Chinese, Japanese, Korean, an accent) begins or ends; its half-written text is not looked at. */
  compose(on: boolean): void {
    this.#composing = on;
    this.sync();
  }

  /** The composer's text may have changed. What is shown follows with the page's next frame: a key waits for no drawing. */
  sync(): void {
    this.#look();
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#safely(() => this.#draw());
    });
  }

  /** A fault of ours ends what we do here, and nothing else. */
  #safely(work: () => void): void {
    try {
      work();
    } catch {
      this.end();
    }
  }

  #look(): void {
    if (this.#ended) return;
    if (!this.element.isConnected) return this.end();
    const { conversation } = this.#draft;
    if (this.#draft.change(read(this.element).text, this.site.conversation(this.element).slice(0, LONGEST_NAME))) {
      this.#waiting = !this.#draft.empty;
      this.#refused = 0;
      clearTimeout(this.#again);
      this.#touched = true;
      if (this.#draft.empty || this.#draft.conversation !== conversation) this.#fate.over(Date.now());
      if (this.#draft.empty) {
        this.#rest.cancel();
        this.#card.hide();
      }
    }
    if (this.#waiting && !this.#composing) {
      this.#waiting = false;
      this.#rest.changed(this.#link.state?.gated === true ? REST_GATED_MS : REST_MS);
    }
  }

  /** The settings changed, or the server is back: what was said may no longer hold. */
  async refresh(): Promise<void> {
    await this.#link.news();
    if (this.#ended) return;
    if (this.#link.state?.awake === true) await this.ask(this.#rest.now());
    else this.#hide();
  }

  /** Ask about the draft as it stands. An answer that comes after another change is dropped. */
  async ask(change: number, opens = true): Promise<void> {
    if (this.#draft.empty) return;
    const awake = await this.#link.awake();
    if (!awake && this.#link.state !== null) return;
    const { text, turn, conversation } = this.#draft;
    const { site } = this.#link;
    const hour = new Date().getHours();
    const quiet = [...this.#draft.quiet];
    const own = unanswered(this.element, this.site);
    const checked = awake ? await this.#link.send({ kind: "check", site, text, hour, turn, quiet, conversation, unanswered: own }) : null;
    if (this.#ended || !this.#rest.isFresh(change)) return;
    this.#draft.answer(text, checked);
    clearTimeout(this.#again);
    this.#present(opens && this.#touched);
    const later = checked === null ? AGAIN_MS[this.#refused++] : undefined;
    if (later !== undefined) this.#again = setTimeout(() => void this.ask(change, opens).catch(() => this.end()), later);
  }

  /** Decide about a press of Enter or Send. */
  press(how: "enter" | "click"): Decision {
    this.sync();
    let decision = this.#draft.gate.press(this.#draft.known(this.#link.state?.gated === true));
    if (decision === "stop" && !this.#stopped(how)) decision = "pass";
    if (decision !== "stop") {
      this.#draft.leave();
      this.#fate.press(this.#draft.text, Date.now());
    }
    return decision;
  }

  /** Have the answer about the text as it is now, for a press that waits for it. */
  hasten(): Promise<void> {
    return this.ask(this.#rest.now());
  }

  /** The draft as it was last read. */
  get text(): string {
    return this.#draft.text;
  }

  holds(node: Node | null): boolean {
    return holds(this.element, node);
  }

  get cardOpen(): boolean {
    return this.#card.open;
  }

  /** The person writes elsewhere now: the card goes, until this draft is written on. */
  pause(): void {
    this.#touched = false;
    this.#card.hide();
  }

  /** Esc, or the cross. */
  close(): void {
    if (this.#draft.prompt) this.#draft.close(this.#draft.prompt.check);
    this.#leave();
  }

  /** Move into the card, opening it where there is something to say. The caret's place is kept. */
  enter(): boolean {
    if (!this.#card.open && !this.#open()) return false;
    const selection = this.#selection();
    const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
    this.#caret = range && holds(this.element, range.startContainer) ? new StaticRange(range) : null;
    this.#card.focus();
    return true;
  }

  #open(): boolean {
    const { prompt, falseAlarms, help, who, asked, conversation } = this.#draft;
    if (prompt === null) return false;
    const quoted = !this.#draft.isForm(prompt.check);
    this.#card.show({ prompt, falseAlarms, quoted, help, who, letter: this.#draft.distant });
    this.#draw();
    if (this.#card.open) this.#fate.shown(prompt, this.#draft.text);
    if (this.#card.asks && !asked) {
      this.#draft.asked = true;
      void this.#link.send({ kind: "person", site: this.#link.site, conversation, change: { asked: true } });
    }
    return this.#card.open;
  }

  #stopped(how: "enter" | "click"): boolean {
    if (!this.#open()) return false; // nothing can be said, so nothing is stopped
    this.#card.ask(how);
    this.#draw();
    return this.#card.open;
  }

  #present(opens: boolean): void {
    const { card, prompt } = this.#draft;
    const wait = this.#draft.young;
    if (prompt !== null && this.#card.shows(prompt.check)) this.#open();
    else if (card !== null && opens && wait === 0) this.#comeIn();
    else this.#leave();
    if (card !== null && opens && wait > 0) this.#again = setTimeout(() => this.#safely(() => this.#present(this.#touched)), wait);
    this.#draw();
  }

  /** The card opens by itself, which is counted: there are only so many a day. */
  #comeIn(): void {
    if (!this.#open() || this.#draft.prompt?.level === "care") return;
    void this.#link.send({ kind: "shown", site: this.#link.site, person: this.#draft.person?.id ?? null });
  }

  #draw(): void {
    if (this.#ended) return;
    const { marked, prompt } = this.#draft;
    if (marked.length === 0 && !this.#card.open) return this.#hide();
    const reading = read(this.element);
    if (reading.text !== this.#draft.text) return this.sync();
    this.#follower.start();
    this.#surface.dress(isDark(this.element), getComputedStyle(this.element).direction);
    this.#marks.draw(this.element, reading, marked);
    if (!this.#card.open) return;
    const own = this.element.getBoundingClientRect();
    const button = this.site.sendButton(this.element)?.getBoundingClientRect();
    const keep = around(button && button.width > 0 ? [own, button] : [own]);
    const words = this.#draft.findings.find((finding) => finding.mark && finding.check === prompt?.check);
    // Where its words are being rewritten, the card stays where it was.
    if (words) this.#anchor = reading.boxes(words.start, words.end, this.#surface.layer)[0] ?? null;
    // A composer that is gone from sight, or a window too small: nothing to stand beside.
    if (own.width === 0 || !this.#card.stand(keep, this.#anchor ?? own)) this.#card.hide();
  }

  async #choose(choice: Choice, check: string): Promise<void> {
    if (choice === "close") {
      this.close();
      return;
    }
    if (choice === "back") this.#card.back();
    if (choice === "breathe") this.#card.breathe();
    if (choice === "i" || choice === "truest") await this.#way(choice, check);
    if (choice === "keep") await this.keep();
    if (choice === "help") await this.#link.send({ kind: "open", tab: "help" });
    if (AWAY.has(choice)) {
      this.#draw();
      return;
    }
    const { site } = this.#link;
    const audience = AUDIENCES.find((one) => one === choice);
    if (audience) {
      const { conversation } = this.#draft;
      this.#draft.who = "noted";
      this.#open();
      await this.#link.send({ kind: "person", site, conversation, change: { audience } });
      await this.ask(this.#rest.now());
      return;
    }
    this.#draft.drop(check);
    this.#leave();
    this.sync();
    if (choice === "fine") {
      this.#draft.quiet.add(check);
      await this.ask(this.#rest.now(), false);
      return;
    }
    const message = choice === "not-here" ? ({ kind: "not-here", site, check } as const) : ({ kind: "snooze", site, minutes: SNOOZE_MINUTES } as const);
    this.#link.state = (await this.#link.send(message)) ?? this.#link.state;
    if (this.#link.state?.awake === false) this.#hide();
  }

  /** Show a way out, unless the card is gone by the time it is known. */
  async #way(way: Way, check: string): Promise<void> {
    const panel = await this.#link.send({ kind: "way", way, text: this.#draft.text, check });
    if (panel !== null && this.#card.shows(check)) this.#card.panel(panel);
  }

  /** Keep the draft as an unsent letter. Its text is selected, so that one key clears it; we write nothing into it. */
  async keep(): Promise<Kept | null> {
    const { text, conversation } = this.#draft;
    if (this.#draft.empty) return null;
    if (this.#letter?.text !== text) this.#letter = { id: newLetter(), text };
    const letter = this.#letter;
    const kept = await this.#link.send({ kind: "keep", ...letter, site: this.#link.site, conversation });
    if (this.#ended) return kept;
    const same = text === this.#draft.text; // or typing has gone on meanwhile
    if (kept?.letter) {
      if (this.#letter === letter) this.#letter = null;
      this.#fate.kept();
      const time = new Intl.DateTimeFormat(t("language"), { weekday: "long", hour: "numeric", minute: "2-digit" }).format(kept.letter.opens);
      this.#card.panel({ title: t("card_kept_title"), lines: [t("card_kept", time), t(same ? "card_kept_clear" : "card_kept_since")], steps: [], offers: [], done: true });
      if (same) this.#select();
    } else {
      this.#card.panel({ title: t("card_not_kept_title"), lines: [kept?.trouble ?? t("way_offline"), t("card_not_kept")], steps: [], offers: [] });
    }
    return kept;
  }

  #select(): void {
    this.element.focus({ preventScroll: true });
    if (this.element instanceof HTMLTextAreaElement) this.element.select();
    else this.#selection()?.selectAllChildren(this.element);
  }

  /** Close the card; where the person was inside it, put the caret back where it was. */
  #leave(): void {
    const inside = this.#card.focused;
    this.#card.hide();
    if (!inside) return;
    this.element.focus({ preventScroll: true });
    const caret = this.#caret;
    if (caret && holds(this.element, caret.startContainer)) {
      this.#selection()?.setBaseAndExtent(caret.startContainer, caret.startOffset, caret.endContainer, caret.endOffset);
    }
  }

  #selection(): Selection | null {
    const root = this.element.getRootNode() as (Document | ShadowRoot) & { getSelection?(): Selection | null };
    return root.getSelection?.() ?? document.getSelection();
  }

  #hide(): void {
    this.#follower.end();
    this.#anchor = null;
    this.#card.hide();
    this.#marks.clear();
  }
}
