/** Soft underlines, drawn over the page and never into it. One way for every editor. */
import type { Finding } from "../lib/wire";
import { visibleBox, type Reading } from "./composer";
import { holds } from "./shadow";
import { conceal, reveal, type Surface } from "./surface";

/** How far below the letters' own box the underline sits. */
const DROP = 1;
const HEIGHT = 3;

export class Marks {
  readonly #surface: Surface;
  #drawn = "";

  constructor(surface: Surface) {
    this.#surface = surface;
  }

  /** Draw what stands under these words now. Gives their boxes, in the window's coordinates. */
  draw(composer: HTMLElement, reading: Reading, findings: readonly Finding[]): void {
    if (findings.length === 0) return this.clear();
    reveal(this.#surface, this.#surface.layer);
    const seen = visibleBox(composer);
    const lines = findings.flatMap(({ check, level, start, end }) =>
      reading.boxes(start, end, this.#surface.layer).flatMap((box) => {
        const left = Math.max(box.left, seen.left);
        const width = Math.min(box.right, seen.right) - left;
        const middle = (box.top + box.bottom) / 2;
        const hidden = width < 1 || middle < seen.top || middle > seen.bottom || isCovered(composer, left + width / 2, middle);
        return hidden ? [] : [{ check, level, left, width, top: Math.min(box.bottom + DROP, seen.bottom) - HEIGHT }];
      }),
    );
    const signature = JSON.stringify(lines);
    if (signature === this.#drawn) return;
    this.#drawn = signature;
    const elements = [...this.#surface.layer.children] as HTMLElement[];
    lines.forEach((line, index) => {
      // Elements are used again: an underline that moves does not appear anew.
      const element = elements[index] ?? this.#surface.layer.appendChild(document.createElement("div"));
      element.className = `mark ${line.level}`;
      element.dataset.check = line.check;
      element.style.width = `${line.width}px`;
      element.style.transform = `translate(${line.left}px, ${line.top}px)`;
    });
    for (const spare of elements.slice(lines.length)) spare.remove();
  }

  clear(): void {
    this.#drawn = "";
    this.#surface.layer.replaceChildren();
    conceal(this.#surface.layer);
  }
}

/** Whether something of the page lies over the composer at this point, such as a dialog. */
function isCovered(composer: HTMLElement, x: number, y: number): boolean {
  const root = composer.getRootNode() as Document | ShadowRoot;
  const top = root.elementFromPoint(x, y);
  return top !== null && !holds(composer, top) && !holds(top, composer);
}
