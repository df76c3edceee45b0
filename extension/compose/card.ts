/** The card: one prompt, said once, with ways out. Never modal, never over what the person is writing. */
import { t } from "../lib/strings";
import { AUDIENCES, type Prompt } from "../lib/wire";
import { drawing, el, words } from "./dom";
import { place, type Box } from "./place";
import { conceal, reveal, type Surface } from "./surface";

export type Choice = "fine" | "not-here" | "snooze" | "close" | (typeof AUDIENCES)[number];

/** Whether the card asks whom this is to, or has just been told. */
export type Who = "" | "ask" | "noted";

/** What the card says. */
export interface Said {
  readonly prompt: Prompt;
  /** False where the prompt speaks of the draft as a whole. */
  readonly quoted: boolean;
  readonly falseAlarms: string;
  readonly who: Who;
}

const ARCS = ["M10 5C6.6 9 6.6 15 10 19", "M14 5c3.4 4 3.4 10 0 14"];
const CROSS = ["M7 7l10 10", "M17 7L7 17"];

export class Card {
  private readonly box: HTMLElement;
  /** What scrolls when the window is low; the ways out always stay in sight. */
  private readonly body = el("div", { class: "body" });
  private readonly again = el("p", { class: "again", dir: "auto" });
  private said: Said | null = null;

  constructor(
    private readonly surface: Surface,
    private readonly chosen: (choice: Choice, check: string) => void,
  ) {
    this.box = surface.card;
    this.box.setAttribute("role", "dialog");
    this.box.setAttribute("aria-labelledby", "heading");
    this.box.setAttribute("aria-describedby", "why question");
    this.box.lang = "en";
    this.box.tabIndex = -1;
  }

  get open(): boolean {
    return this.said !== null;
  }

  /** Whether it stands open for this check. */
  shows(check: string): boolean {
    return this.said?.prompt.check === check;
  }

  /** Whether it stands open and asks whom this is to. Somebody in danger is asked nothing. */
  get asks(): boolean {
    return this.said?.who === "ask" && this.said.prompt.level !== "care";
  }

  get focused(): boolean {
    return this.surface.focused !== null && this.box.contains(this.surface.focused);
  }

  /** Show a prompt. The same prompt again changes nothing, and nothing changes under somebody's fingers. */
  show(said: Said): void {
    const before = this.said;
    const same = before?.prompt.check === said.prompt.check;
    if (same && ((this.focused && before.who === said.who) || JSON.stringify(before) === JSON.stringify(said))) return;
    const inside = this.focused;
    const expanded = same && this.box.querySelector<HTMLElement>(".more")?.hidden === false;
    this.said = said;
    this.fill(said, expanded);
    if (inside) this.focus();
    if (same) return;
    this.again.replaceChildren();
    this.box.classList.remove("entering");
    conceal(this.box);
    this.box.classList.add("entering");
    reveal(this.surface, this.box);
    this.surface.announce(t("card_announce"));
  }

  /** Say that a press was stopped, and that the next one sends. */
  ask(how: "enter" | "click"): void {
    const again = how === "enter" ? t("card_again") : t("card_again_click");
    this.again.replaceChildren(words(again));
    this.surface.announce(again);
  }

  hide(): void {
    if (this.said === null) return;
    this.said = null;
    conceal(this.box);
  }

  focus(): void {
    (this.box.querySelector<HTMLElement>("button.first") ?? this.box).focus({ preventScroll: true });
  }

  /** Stand where nothing of `keep` is covered. False when the window has no such place; then the card is not shown. */
  stand(keep: Box, anchor: Box): boolean {
    if (this.said === null) return false;
    reveal(this.surface, this.box);
    const hidden = this.body.scrollHeight - this.body.clientHeight;
    const size = { width: this.box.offsetWidth, height: this.box.offsetHeight + hidden }; // as high as it would like to be
    const at = place(size, keep, anchor, { width: innerWidth, height: innerHeight }, this.box.dir === "rtl");
    this.box.style.visibility = at === null ? "hidden" : "";
    if (at === null) return false;
    Object.assign(this.box.style, { left: `${at.left}px`, top: `${at.top}px`, maxHeight: `${at.maxHeight}px` });
    return true;
  }

  /** Whom is this to, in one tap. */
  private whom({ prompt, who }: Said): HTMLElement {
    const said = who === "" || prompt.level === "care" ? [] : [el("p", { id: "who", dir: "auto" }, t(who === "ask" ? "card_who" : "card_who_noted"))];
    const choices = who === "ask" ? AUDIENCES.map((audience) => this.button(audience, "", prompt.check, t(`card_${audience}_who`))) : [];
    return el("div", { class: "who", role: "group", "aria-labelledby": "who" }, ...said, ...(said.length > 0 ? choices : []));
  }

  private fill(said: Said, expanded: boolean): void {
    const { prompt, quoted, falseAlarms } = said;
    const care = prompt.level === "care";
    const more = this.more(prompt, quoted, falseAlarms);
    const reason = el("button", { type: "button", class: "reason", dir: "auto", "aria-controls": "more" }, t("card_why"));
    const unfold = (open: boolean): void => {
      more.hidden = !open;
      reason.setAttribute("aria-expanded", String(open));
    };
    unfold(expanded);
    reason.addEventListener("click", () => unfold(more.hidden));
    const close = this.button("close", "close", prompt.check, drawing(18, 1.8, ...CROSS));
    close.setAttribute("aria-label", t("card_close"));
    const actions = [this.button("fine", "first", prompt.check, t("card_fine"), t("card_fine_hint"))];
    // Somebody in danger is offered help, not ways to be left alone with it.
    if (!care) actions.push(this.button("not-here", "", prompt.check, t("card_not_here"), t("card_not_here_hint")), this.button("snooze", "", prompt.check, t("card_snooze")));
    const quote = quoted && !care ? prompt.quote : "";
    const told = quote !== "" && [prompt.heading, prompt.why].some((sentence) => sentence.includes(quote));
    this.body.replaceChildren(
      el("h2", { class: "heading", id: "heading", dir: "auto" }, ...quoting(prompt.heading, quote)),
      ...(quote === "" || told ? [] : [el("blockquote", { class: "quote", dir: "auto" }, `“${quote}”`)]),
      el("p", { class: "why", id: "why", dir: "auto" }, ...quoting(prompt.why, quote)),
      el("p", { class: "question", id: "question", dir: "auto" }, prompt.question),
      more,
    );
    this.box.replaceChildren(
      el("div", { class: "top" }, drawing(20, 2.4, ...ARCS), el("p", { class: "name", dir: "auto" }, prompt.title), close),
      this.body,
      this.again,
      el("div", { class: "actions" }, ...actions),
      this.whom(said),
      el("div", { class: "end" }, reason, el("p", { class: "free", dir: "auto" }, t("card_up_to_you"))),
    );
  }

  private more(prompt: Prompt, quoted: boolean, falseAlarms: string): HTMLElement {
    const part = (title: string, ...body: (Node | string)[]): Node[] => [el("h3", {}, title), el("p", { dir: "auto" }, ...body)];
    return el(
      "div",
      { class: "more", id: "more" },
      ...part(t("card_idea"), prompt.source.idea, el("cite", {}, prompt.source.title)),
      ...(quoted ? part(t("card_words"), `“${prompt.quote}”`) : []),
      ...(falseAlarms === "" ? [] : part(t("card_mistaken"), falseAlarms)),
    );
  }

  private button(choice: Choice, kind: string, check: string, label: Node | string, hint = ""): HTMLButtonElement {
    const button = el("button", { type: "button", class: kind, dir: "auto", "data-choice": choice, ...(hint === "" ? {} : { title: hint }) }, label);
    // A page cannot press our buttons for the person.
    button.addEventListener("click", (event) => event.isTrusted && this.chosen(choice, check));
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
