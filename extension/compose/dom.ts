/** Building elements without markup: pages may demand trusted types, and nobody's words may become markup. */

type Child = Node | string;

/**
 * Words for a page that must not read them. They are seen, spoken and counted as a name like any text, but they stand in
 * generated content (`style.ts`): a page's `window.find()` searches closed shadow roots too, and would know a text there.
 */
export function words(text: string): HTMLSpanElement {
  const span = document.createElement("span");
  span.dataset.words = text;
  return span;
}

/** What holds words of its own runs in their direction; what holds other parts runs in the card's. */
const WORDED = /^(p|h2|button|blockquote)$/;

/** Make an element with attributes and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (WORDED.test(tag)) element.dir = "auto";
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.map((child) => (typeof child === "string" ? words(child) : child)));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** A line drawing in the colour of the text. */
export function drawing(size: number, width: number, ...paths: string[]): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const box = { viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true" };
  const line = { fill: "none", stroke: "currentColor", "stroke-width": width, "stroke-linecap": "round" };
  for (const [name, value] of Object.entries({ ...box, ...line })) svg.setAttribute(name, String(value));
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
