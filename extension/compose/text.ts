/**
 * The text of a rich composer as the person sees it, and where in the page each code unit of it stands.
 *
 * Blocks and line breaks become one "\n" each, emoji that are pictures count as their `alt`, chips such as mentions as
 * what they show. What editors add for themselves (zero-width fillers, placeholders) is left out.
 */

/** A stretch of the text that stands in one node, unit for unit; for a picture `node` is the element. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly node: Text | Element;
  /** Where in a text node the stretch begins. */
  readonly from: number;
}

export interface DraftText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

const FILLER = /[\uFEFF\u200B\u2060]/;
/** Only pictures of single characters are text; a sticker's description is not. */
const LONGEST_ALT = 24;
const NOT_SEEN = "script, style, template, [data-slate-placeholder], [data-lexical-placeholder]";

/** Read the text of an editing host. */
export function readRich(host: HTMLElement): DraftText {
  const reader = new Reader();
  reader.inside(host, getComputedStyle(host));
  reader.closeLine();
  return { text: reader.text, pieces: reader.pieces };
}

class Reader {
  text = "";
  readonly pieces: Piece[] = [];
  #lines = 0;
  #open = false;

  inside(element: Element, style: CSSStyleDeclaration): void {
    const collapses = !/^(?:pre|pre-wrap|break-spaces)$/.test(style.whiteSpace);
    for (const child of element.childNodes) {
      if (child instanceof Text) this.#characters(child, collapses);
      else if (child instanceof HTMLBRElement) this.#lineBreak(child);
      else if (child instanceof Element) this.#element(child);
    }
  }

  /** End the present line; the next thing that is seen begins another. */
  closeLine(): void {
    this.#dropTrailing();
    this.#dropBreak();
    this.#open = false;
  }

  /** A collapsible space at the end of a line is not shown. */
  #dropTrailing(): void {
    const last = this.pieces.at(-1);
    if (this.#trailing && last) {
      this.text = this.text.slice(0, -1);
      this.pieces.pop();
      if (last.end - last.start > 1) this.pieces.push({ ...last, end: last.end - 1 });
    }
    this.#trailing = false;
  }

  /** A preserved line break at the very end of a block only holds open a line that it does not stand on. Editors add one for that. */
  #dropBreak(): void {
    const last = this.pieces.at(-1);
    if (!this.#open || last?.end !== this.text.length || !(last.node instanceof Text) || !this.text.endsWith("\n")) return;
    this.text = this.text.slice(0, -1);
    this.pieces.pop();
    if (last.end - last.start > 1) this.pieces.push({ ...last, end: last.end - 1 });
  }

  /** Whether the text ends in a space that may vanish. */
  #trailing = false;

  #openLine(): void {
    if (this.#open) return;
    if (this.#lines > 0) this.text += "\n";
    this.#lines += 1;
    this.#open = true;
  }

  #element(element: Element): void {
    if (element.matches(NOT_SEEN)) return;
    if (element.localName === "img") {
      const alt = element.getAttribute("alt") ?? "";
      if (alt !== "" && alt.length <= LONGEST_ALT) this.#append(alt, element, 0);
      return;
    }
    const style = getComputedStyle(element);
    if (style.display === "none") return;
    const block = isBlock(style);
    if (block) this.closeLine();
    this.inside(element, style);
    if (block) this.closeLine();
  }

  /** A break with nothing after it in its block only keeps an empty line open: it is seen as that line, not as another. */
  #lineBreak(br: HTMLBRElement): void {
    this.#openLine();
    if (isLastInBlock(br)) return;
    this.#dropTrailing();
    this.text += "\n";
  }

  #characters(node: Text, collapses: boolean): void {
    const data = node.data;
    let from = 0;
    while (from < data.length) {
      const char = data.charAt(from);
      if (FILLER.test(char)) {
        from += 1;
      } else if (collapses && /[ \t\r\n]/.test(char)) {
        const hidden = !this.#open || this.#trailing || this.text.endsWith("\n");
        if (!hidden) this.#append(" ", node, from);
        this.#trailing ||= !hidden;
        from += 1;
      } else {
        let to = from + 1;
        while (to < data.length && !FILLER.test(data.charAt(to)) && !(collapses && /[ \t\r\n]/.test(data.charAt(to)))) to += 1;
        this.#append(data.slice(from, to).replaceAll("\u00A0", " "), node, from);
        this.#trailing = false;
        from = to;
      }
    }
  }

  #append(text: string, node: Text | Element, from: number): void {
    this.#openLine();
    const start = this.text.length;
    const end = start + text.length;
    const last = this.pieces.at(-1);
    this.text += text;
    if (last?.node === node && last.end === start && last.from + last.end - last.start === from) this.pieces[this.pieces.length - 1] = { ...last, end };
    else this.pieces.push({ start, end, node, from });
  }
}

function isLastInBlock(br: Element): boolean {
  for (let node: Element = br; ; ) {
    for (let next = node.nextSibling; next; next = next.nextSibling) {
      if (isSeen(next)) return next instanceof Element && isBlock(getComputedStyle(next)); // a block after it ends this line anyway
    }
    const parent: Element | null = node.parentElement;
    if (!parent || isBlock(getComputedStyle(parent))) return true;
    node = parent;
  }
}

function isSeen(node: Node): boolean {
  if (node instanceof Element && (node.matches("br, img") || node.querySelector("br, img"))) return true;
  return /[^\uFEFF\u200B\u2060]/.test(node.textContent ?? "");
}

function isBlock({ display }: CSSStyleDeclaration): boolean {
  return !/^(?:inline|contents|ruby|$)/.test(display);
}

/** The boxes, in the window's coordinates, of the text from `start` to `end`. */
export function boxesOf({ pieces }: DraftText, start: number, end: number): DOMRect[] {
  const boxes: DOMRect[] = [];
  for (const piece of pieces) {
    if (piece.end <= start || piece.start >= end) continue;
    if (piece.node instanceof Element) {
      boxes.push(piece.node.getBoundingClientRect());
      continue;
    }
    // One range a node: a range over a whole element would give the element's box, not its words'.
    const range = document.createRange();
    range.setStart(piece.node, piece.from + Math.max(0, start - piece.start));
    range.setEnd(piece.node, piece.from + Math.min(piece.end, end) - piece.start);
    boxes.push(...range.getClientRects());
  }
  return boxes;
}
