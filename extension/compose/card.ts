/** The card: one prompt, said once, with ways out. Never modal, never over what the person is writing. */
import type { Help } from "../lib/help";
import type { Panel } from "../lib/messages";
import { t } from "../lib/strings";
import { AUDIENCES, type Prompt } from "../lib/wire";
import { helpPart } from "./care";
import { drawing, el, words } from "./dom";
import { place, type Box } from "./place";
import { conceal, reveal, type Surface } from "./surface";

/** The ways out, in order: name, and how it is drawn. */
const WAYS = [
  ["keep", "M4 7.5h16v11H4zM4 8l8 6 8-6"],
  ["i", "M12 20s-7.2-4.4-7.2-9.6A4 4 0 0 1 12 8a4 4 0 0 1 7.2 2.4C19.2 15.6 12 20 12 20z"],
  ["truest", "M5 8h14M5 12h9M5 16h5M17.5 13.5l.9 2.1 2.1.9-2.1.9-.9 2.1-.9-2.1-2.1-.9 2.1-.9z"],
  ["breathe", "M4 9h10.5a2.5 2.5 0 1 0-2.4-3.2M4 13h14a2.6 2.6 0 1 1-2.5 3.3M4 17h6.5"],
] as const;

export type Choice = "fine" | "not-here" | "snooze" | "close" | "back" | "help" | (typeof WAYS)[number][0] | (typeof AUDIENCES)[number];

/** One breath: in, and out, which takes longer. */
const IN_MS = 4000;
const BREATH_MS = 10_000;

/** Whether the card asks whom this is to, or has just been told. */
export type Who = "" | "ask" | "noted";

/** What the card says. */
export interface Said {
  readonly prompt: Prompt;
  /** False where the prompt speaks of the draft as a whole. */
  readonly quoted: boolean;
  readonly falseAlarms: string;
  /** Whom to call, on a card of level care. */
  readonly help: Help | null;
  readonly who: Who;
  /** An unsent letter is the first way out: the person chose a distance. */
  readonly letter: boolean;
}

const ARCS = ["M10 5C6.6 9 6.6 15 10 19", "M14 5c3.4 4 3.4 10 0 14"];
const CROSS = ["M7 7l10 10", "M17 7L7 17"];

export class Card {
  readonly #surface: Surface;
  readonly #chosen: (choice: Choice, check: string) => void;
  readonly #box: HTMLElement;
  /** What scrolls when the window is low; what lets the person go on always stays in sight. */
  readonly #body = el("div", { class: "body" });
  readonly #again = el("p", { class: "again" });
  #said: Said | null = null;
  #breath: ReturnType<typeof setTimeout> | undefined;

  constructor(
    surface: Surface,
    chosen: (choice: Choice, check: string) => void,
  ) {
    this.#surface = surface;
    this.#chosen = chosen;
    this.#box = surface.card;
    this.#box.setAttribute("role", "dialog");
    this.#box.setAttribute("aria-labelledby", "heading");
    this.#box.setAttribute("aria-describedby", "why question");
    this.#box.lang = "en";
    this.#box.tabIndex = -1;
  }

  get open(): boolean {
    return this.#said !== null;
  }

  /** Whether it stands open for this check. */
  shows(check: string): boolean {
    return this.#said?.prompt.check === check;
  }

  /** Whether it stands open and asks whom this is to. Somebody in danger is asked nothing, and nobody in a window too small for it. */
  get asks(): boolean {
    return this.#said?.who === "ask" && this.#box.querySelector("#who")?.checkVisibility() === true;
  }

  get focused(): boolean {
    return this.#surface.focused !== null && this.#box.contains(this.#surface.focused);
  }

  /** Show a prompt. The same prompt again changes nothing, and nothing changes under somebody's fingers. */
  show(said: Said): void {
    const before = this.#said;
    const same = before?.prompt.check === said.prompt.check;
    if (same && ((this.focused && before.who === said.who) || JSON.stringify(before) === JSON.stringify(said))) return;
    const inside = this.focused;
    const expanded = same && this.#box.querySelector<HTMLElement>(".more")?.hidden === false;
    this.#said = said;
    this.#fill(said, expanded);
    // Something else under somebody's fingers: the next press must not choose in it.
    if (inside) this.focus(same ? undefined : this.#box);
    if (same) return;
    this.#again.replaceChildren();
    this.#box.classList.remove("entering");
    conceal(this.#box);
    this.#box.classList.add("entering");
    reveal(this.#surface, this.#box);
    this.#surface.announce(t("card_announce"));
  }

  /** Say that a press was stopped, and that the next one sends. */
  ask(how: "enter" | "click"): void {
    const again = how === "enter" ? t("card_again") : t("card_again_click");
    this.#again.replaceChildren(words(again));
    this.#surface.announce(again);
  }

  hide(): void {
    if (this.#said === null) return;
    this.#said = null;
    clearTimeout(this.#breath);
    conceal(this.#box);
  }

  /** Go back from a way out to the prompt. */
  back(): void {
    const inside = this.focused;
    if (this.#said) this.#fill(this.#said, false);
    if (inside) this.focus();
  }

  /** Show a way out in the prompt's place, until the person goes back. */
  panel({ title, lines, steps, offers, done }: Panel): void {
    const copied = el("p", { class: "again" });
    const copy = async (text: string): Promise<void> => {
      const note = t(await navigator.clipboard.writeText(text).then(() => "card_copied", () => "card_not_copied"));
      copied.replaceChildren(words(note));
      this.#surface.announce(note);
    };
    const choices = offers.map(({ label, text }) => {
      const offer = el("button", { class: label === text ? "offer" : "" }, label);
      offer.addEventListener("click", (event) => event.isTrusted && void copy(text));
      return offer;
    });
    this.#replace(
      done === true ? "close" : "back",
      t(done === true ? "card_done" : "card_back"),
      el("h2", { class: "heading", id: "heading" }, title),
      ...(steps.length > 0 ? [el("ol", { class: "steps" }, ...steps.map((step) => el("li", { dir: "auto" }, step)))] : []),
      el("div", { id: "why" }, ...lines.map((line) => el("p", { class: "why" }, line))),
      el("div", { class: "actions", role: "group", "aria-labelledby": "heading" }, ...choices),
      copied,
    );
    this.#surface.announce([title, ...steps, ...lines].join(" "));
  }

  /** One slow breath of ten seconds. */
  breathe(): void {
    const word = el("p", { class: "heading", id: "heading" });
    const tell = (text: string): void => {
      word.replaceChildren(words(text));
      this.#surface.announce(text);
    };
    const lung = el("div", { class: "lung", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.#replace("back", t("breathe_skip"), lung, word);
    tell(t("breathe_in"));
    this.#breath = setTimeout(() => {
      tell(t("breathe_out"));
      this.#breath = setTimeout(() => {
        tell(t("breathe_done"));
        this.#box.querySelector("[data-choice=back]")?.replaceChildren(words(t("card_back")));
      }, BREATH_MS - IN_MS);
    }, IN_MS);
  }

  /** Put something else in the prompt's place; the last button leads back, or away. */
  #replace(leave: "back" | "close", label: string, ...content: Node[]): void {
    if (this.#said === null) return;
    const inside = this.focused;
    clearTimeout(this.#breath);
    this.#body.replaceChildren(...content);
    this.#box.replaceChildren(this.#top(this.#said.prompt), this.#body, el("div", { class: "actions" }, this.#button(leave, "first", this.#said.prompt.check, label)));
    if (inside) this.focus();
  }

  focus(on = this.#box.querySelector<HTMLElement>("button.first") ?? this.#box): void {
    on.focus({ preventScroll: true });
  }

  /** Stand where nothing of `keep` is covered. False when the window has no such place; then the card is not shown. */
  stand(keep: Box, anchor: Box): boolean {
    if (this.#said === null) return false;
    reveal(this.#surface, this.#box);
    const hidden = this.#body.scrollHeight - this.#body.clientHeight;
    const size = { width: this.#box.offsetWidth, height: this.#box.offsetHeight + hidden }; // as high as it would like to be
    const at = place(size, keep, anchor, { width: innerWidth, height: innerHeight }, this.#box.dir === "rtl");
    this.#box.style.visibility = at === null ? "hidden" : "";
    if (at === null) return false;
    Object.assign(this.#box.style, { left: `${at.left}px`, top: `${at.top}px`, maxHeight: `${at.maxHeight}px` });
    this.#body.tabIndex = this.#body.scrollHeight > this.#body.clientHeight ? 0 : -1; // what scrolls can be reached by keyboard
    return true;
  }

  /** Whom is this to, in one tap. */
  #whom({ prompt, who }: Said): HTMLElement {
    const said = who === "" || prompt.level === "care" ? [] : [el("p", { id: "who" }, t(who === "ask" ? "card_who" : "card_who_noted"))];
    const choices = who === "ask" ? AUDIENCES.map((audience) => this.#button(audience, "", prompt.check, t(`card_${audience}_who`))) : [];
    return el("div", { class: "who", role: "group", "aria-labelledby": "who" }, ...said, ...(said.length > 0 ? choices : []));
  }

  #fill(said: Said, expanded: boolean): void {
    const { prompt, quoted, falseAlarms } = said;
    const care = prompt.level === "care";
    const more = this.#more(prompt, quoted && !care, falseAlarms);
    const reason = el("button", { class: "reason", "aria-controls": "more" }, t("card_why"));
    const unfold = (open: boolean): void => {
      more.hidden = !open;
      reason.setAttribute("aria-expanded", String(open));
    };
    unfold(expanded);
    reason.addEventListener("click", () => unfold(more.hidden));
    clearTimeout(this.#breath);
    const actions = [this.#button("fine", care || said.letter ? "" : "first", prompt.check, t(care ? "card_not_now" : "card_fine"), t("card_fine_hint"))];
    // Somebody in danger is offered help, not ways to be left alone with it.
    if (care) actions.unshift(this.#button("help", "first", prompt.check, t("card_help")));
    else actions.push(this.#button("not-here", "", prompt.check, t("card_not_here"), t("card_not_here_hint")), this.#button("snooze", "", prompt.check, t("card_snooze")));
    const quote = quoted && !care ? prompt.quote : "";
    const told = quote !== "" && [prompt.heading, prompt.why].some((sentence) => sentence.includes(quote));
    this.#body.replaceChildren(
      el("h2", { class: "heading", id: "heading" }, ...quoting(prompt.heading, quote)),
      ...(quote === "" || told ? [] : [el("blockquote", { class: "quote" }, `“${quote}”`)]),
      el("p", { class: "why", id: "why" }, ...quoting(prompt.why, quote)),
      el("p", { class: "question", id: "question" }, prompt.question),
      ...(care ? (said.help ? [helpPart(said.help)] : []) : [this.#ways(said)]),
      more,
    );
    this.#box.replaceChildren(
      this.#top(prompt),
      this.#body,
      this.#again,
      el("div", { class: "actions" }, ...actions),
      this.#whom(said),
      el("div", { class: "end" }, reason, el("p", { class: "free" }, t("card_up_to_you"))),
    );
  }

  #top({ title, check }: Prompt): HTMLElement {
    const close = this.#button("close", "close", check, drawing(18, 1.8, ...CROSS));
    close.setAttribute("aria-label", t("card_close"));
    return el("div", { class: "top" }, drawing(20, 2.4, ...ARCS), el("p", { class: "name" }, title), close);
  }

  /** The ways out, side by side. */
  #ways({ prompt, letter }: Said): HTMLElement {
    const buttons = WAYS.map(([way, line]) => {
      const button = this.#button(way, letter && way === "keep" ? "first" : "", prompt.check, drawing(20, 1.6, line), t(`card_${way}_hint`));
      button.append(words(t(`card_${way}`)));
      return button;
    });
    return el("div", { class: "ways", role: "group", "aria-label": t("card_ways") }, ...buttons);
  }

  #more(prompt: Prompt, quoted: boolean, falseAlarms: string): HTMLElement {
    const part = (title: string, ...body: (Node | string)[]): Node[] => [el("h3", {}, title), el("p", {}, ...body)];
    return el(
      "div",
      { class: "more", id: "more" },
      ...part(t("card_idea"), prompt.source.idea, el("cite", {}, prompt.source.title)),
      ...(quoted ? part(t("card_words"), `“${prompt.quote}”`) : []),
      ...(falseAlarms === "" ? [] : part(t("card_mistaken"), falseAlarms)),
    );
  }

  #button(choice: Choice, kind: string, check: string, label: Node | string, hint = ""): HTMLButtonElement {
    const button = el("button", { class: kind, "data-choice": choice, ...(hint === "" ? {} : { title: hint }) }, label);
    // A page cannot press our buttons for the person.
    button.addEventListener("click", (event) => event.isTrusted && this.#chosen(choice, check));
    return button;
  }
}

/** Set the person's own words apart where a sentence of ours quotes them. */
function quoting(text: string, quote: string): (Node | string)[] {
  const written = [`“${quote}”`, quote].find((form) => quote !== "" && text.includes(form));
  if (written === undefined) return [text];
  const at = text.indexOf(written);
  return [text.slice(0, at), el("q", {}, written), text.slice(at + written.length)];
}
