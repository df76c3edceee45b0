/** One composer: its text, and where its words stand. The same for rich editors and text areas. */
import { boxesInArea } from "./mirror";
import { parentOf } from "./shadow";
import { boxesOf, readRich } from "./text";

export interface Reading {
  readonly text: string;
  /** The boxes of a stretch of this text. `layer` is a place of ours to measure in. */
  boxes(start: number, end: number, layer: HTMLElement): DOMRect[];
}

/** Read a composer as it is now. */
export function read(element: HTMLElement): Reading {
  if (element instanceof HTMLTextAreaElement) {
    return { text: element.value, boxes: (start, end, layer) => boxesInArea(element, layer, start, end) };
  }
  const draft = readRich(element);
  return { text: draft.text, boxes: (start, end) => boxesOf(draft, start, end) };
}

/** The part of the window in which a composer's text can be seen: long drafts scroll inside their box. */
export function visibleBox(element: HTMLElement): DOMRect {
  let { left, top, right, bottom } = new DOMRect(0, 0, innerWidth, innerHeight);
  for (let node: Element | null = element; node && node !== document.documentElement; node = parentOf(node)) {
    const style = getComputedStyle(node);
    if (node !== element && style.overflowX === "visible" && style.overflowY === "visible") continue;
    if (node === document.body && node !== element) continue; // its overflow is the window's
    const box = node.getBoundingClientRect();
    if (style.display === "inline" || style.display === "contents") continue;
    left = Math.max(left, box.left);
    top = Math.max(top, box.top);
    right = Math.min(right, box.right);
    bottom = Math.min(bottom, box.bottom);
  }
  return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
}

/** Whether a list of suggestions (mentions, emoji) is open: Enter and Esc belong to it then. */
export function hasMenu(element: HTMLElement): boolean {
  if (element.getAttribute("aria-expanded") === "true" || (element.getAttribute("aria-activedescendant") ?? "") !== "") return true;
  const id = element.getAttribute("aria-controls") ?? element.getAttribute("aria-owns") ?? "";
  return id !== "" && (element.getRootNode() as Document | ShadowRoot).querySelector(`[role="listbox"]#${CSS.escape(id)}, [role="menu"]#${CSS.escape(id)}`)?.checkVisibility() === true;
}

/** Whether the page around the composer is dark, judged by the composer's own ink. */
export function isDark(element: HTMLElement): boolean {
  const [red = 0, green = 0, blue = 0] = (/\d[\d.,\s]*/.exec(getComputedStyle(element).color)?.[0] ?? "").split(/[\s,]+/).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140;
}
