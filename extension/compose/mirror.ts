/** Where the words of a text area stand: a hidden copy of it, laid out alike, can be measured. */

const COPIED = [
  "font-family font-size font-weight font-style font-variant font-stretch font-kerning font-feature-settings line-height letter-spacing",
  "word-spacing text-indent text-transform text-align text-rendering direction tab-size word-break hyphens",
  "padding-top padding-right padding-bottom padding-left border-top-width border-right-width border-bottom-width border-left-width",
].join(" ").split(" ");

/** The boxes, in the window's coordinates, of `area.value` from `start` to `end`. `layer` is a place of ours to measure in. */
export function boxesInArea(area: HTMLTextAreaElement, layer: HTMLElement, start: number, end: number): DOMRect[] {
  const style = getComputedStyle(area);
  const at = area.getBoundingClientRect();
  const copy = document.createElement("div");
  const borders = parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth);
  const scrollbar = Math.max(0, area.offsetWidth - area.clientWidth - borders);
  const end_ = style.direction === "rtl" ? "paddingLeft" : "paddingRight";
  const place = `left:${at.left}px;top:${at.top}px;width:${at.width}px`;
  copy.style.cssText = `position:absolute;${place};box-sizing:border-box;border-style:solid;white-space:pre-wrap;overflow-wrap:break-word;visibility:hidden`;
  for (const property of COPIED) copy.style.setProperty(property, style.getPropertyValue(property));
  copy.style[end_] = `${parseFloat(style[end_]) + scrollbar}px`;
  const text = document.createTextNode(`${area.value}\u200B`); // the last empty line needs something to stand on
  copy.append(text);
  layer.append(copy);
  const range = document.createRange();
  range.setStart(text, start);
  range.setEnd(text, end);
  const boxes = [...range.getClientRects()].map((box) => new DOMRect(box.x - area.scrollLeft, box.y - area.scrollTop, box.width, box.height));
  copy.remove();
  return boxes;
}
