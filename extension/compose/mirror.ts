/** Where the words of a text area stand: a hidden copy of it, laid out alike, can be measured. */

const COPIED = [
  "fontFamily", "fontSize", "fontWeight", "fontStyle", "fontVariant", "fontStretch", "fontKerning", "fontFeatureSettings",
  "lineHeight", "letterSpacing", "wordSpacing", "textIndent", "textTransform", "textAlign", "textRendering", "direction", "tabSize",
  "wordBreak", "hyphens", "paddingTop", "paddingRight", "paddingBottom", "paddingLeft",
  "borderTopWidth", "borderRightWidth", "borderBottomWidth", "borderLeftWidth",
] as const;

/** The boxes, in the window's coordinates, of `area.value` from `start` to `end`. `layer` is a place of ours to measure in. */
export function boxesInArea(area: HTMLTextAreaElement, layer: HTMLElement, start: number, end: number): DOMRect[] {
  const style = getComputedStyle(area);
  const at = area.getBoundingClientRect();
  const copy = document.createElement("div");
  for (const property of COPIED) copy.style[property] = style[property];
  const borders = parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth);
  const scrollbar = Math.max(0, area.offsetWidth - area.clientWidth - borders);
  const end_ = style.direction === "rtl" ? "paddingLeft" : "paddingRight";
  Object.assign(copy.style, {
    position: "absolute",
    left: `${at.left}px`,
    top: `${at.top}px`,
    width: `${at.width}px`,
    boxSizing: "border-box",
    borderStyle: "solid",
    whiteSpace: "pre-wrap",
    overflowWrap: "break-word",
    visibility: "hidden",
  });
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
