/** The one thing that we add to a page: an empty element with a closed shadow root, which the page cannot look into. */
import { rootOf } from "./shadow";
import { STYLE } from "./style";

/** Events that the page must not hear of: they are about our card, not about the page. */
const OURS = ["pointerdown", "pointerup", "mousedown", "mouseup", "click", "dblclick", "contextmenu", "touchstart", "touchend", "wheel", "focusin", "focusout"];

/** How long words for a screen reader stand before they are taken back. */
const SAID_MS = 1000;

export class Surface {
  #saying: ReturnType<typeof setTimeout> | undefined;
  readonly host = document.createElement("div");
  /** Marks are drawn here, and text areas measured. */
  readonly layer = document.createElement("div");
  readonly card = document.createElement("div");
  readonly #root = this.host.attachShadow({ mode: "closed" });
  readonly #status = document.createElement("div");

  constructor() {
    // Inline and important, so that no rule of the page can move, hide or size it.
    this.host.style.cssText = "all:initial!important;position:fixed!important;inset:0 auto auto 0!important;width:0!important;height:0!important;";
    const style = document.createElement("style");
    style.textContent = STYLE;
    this.layer.className = "layer";
    this.layer.setAttribute("aria-hidden", "true");
    this.card.className = "card";
    this.#status.className = "status";
    this.#status.setAttribute("role", "status");
    for (const popover of [this.layer, this.card]) popover.popover = "manual";
    this.#root.append(style, this.layer, this.card, this.#status);
    for (const name of OURS) this.#root.addEventListener(name, (event) => event.stopPropagation());
    // A press on the card must not take the caret out of the draft.
    for (const name of ["pointerdown", "mousedown"]) this.card.addEventListener(name, (event) => event.preventDefault());
    document.documentElement.append(this.host);
  }

  /** Wear the page's own darkness, not the system's: a dark chat in a light system is a dark place. */
  dress(dark: boolean, direction: string): void {
    for (const part of [this.layer, this.card]) part.classList.toggle("dark", dark);
    this.card.dir = direction;
  }

  /** Have a screen reader say something once, without moving to it. Said, it is taken back: a page's `window.find()` would find it. */
  announce(text: string, ms = 150): void {
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => {
      this.#status.textContent = text; // a live region speaks of what changes in it
      if (text !== "") this.announce("", SAID_MS);
    }, ms);
  }

  /** The element inside the card that has the focus. */
  get focused(): Element | null {
    return this.#root.activeElement;
  }

  remove(): void {
    this.host.remove();
  }
}

/** Take away what a copy of this script left behind when an update ended it: in Firefox it is stopped without a word. */
export function clearAway(): void {
  for (const element of document.documentElement.children) if (rootOf(element)?.querySelector(".layer + .card + .status")) element.remove();
}

/** Show a popover, or see that it is shown: a page may have thrown our host out, which closes it. */
export function reveal(surface: Surface, popover: HTMLElement): void {
  if (!surface.host.isConnected) document.documentElement.append(surface.host);
  if (!popover.matches(":popover-open")) popover.showPopover();
}

/** Hide a popover that may be hidden already. */
export function conceal(popover: HTMLElement): void {
  if (popover.isConnected && popover.matches(":popover-open")) popover.hidePopover();
}
