/**
 * A page that wants to know what an extension thinks of the draft: it hooks, listens and looks wherever a page can.
 * On while the address asks for it (`?spy`), from the page's first script on.
 */

const HOOKED = [
  [Element, "attachShadow setAttribute append remove getBoundingClientRect getClientRects matches scrollIntoView animate"],
  [Node, "appendChild insertBefore removeChild getRootNode contains"],
  [Document, "createElement createRange getSelection execCommand elementFromPoint elementsFromPoint caretPositionFromPoint createTreeWalker"],
  [ShadowRoot, "elementFromPoint getSelection"],
  [HTMLElement, "showPopover hidePopover focus click"],
  [HTMLTextAreaElement, "setSelectionRange setRangeText select"],
  [Range, "getClientRects getBoundingClientRect setStart setEnd toString"],
  [Selection, "setBaseAndExtent getRangeAt addRange toString"],
  [EventTarget, "addEventListener dispatchEvent"],
  [MutationObserver, "observe"],
  [ResizeObserver, "observe"],
  [IntersectionObserver, "observe"],
  [CSSStyleSheet, "replaceSync insertRule"],
  [Performance, "mark measure"],
  [Storage, "setItem getItem"],
  [Map, "set"],
];
const GLOBALS = "getComputedStyle requestAnimationFrame setTimeout setInterval postMessage matchMedia fetch";
const GETTERS = [
  [HTMLTextAreaElement, "value"],
  [Node, "textContent"],
  [HTMLElement, "innerText"],
  [CharacterData, "data"],
  [Document, "activeElement"],
];
const EVENTS = [
  ..."animationstart animationend transitionrun transitionend beforetoggle toggle slotchange scroll select selectionchange".split(" "),
  ..."beforeinput input copy cut message storage resize contentvisibilityautostatechange securitypolicyviolation".split(" "),
];

/** Whether a call comes from neither this page nor its tester: then somebody else fell into a hook. */
function foreign() {
  const callers = new Error("who?").stack.split("\n").filter((line) => line !== "" && line !== "Error: who?").slice(2);
  return !callers.some((line) => line.includes(location.origin) || /page\.js|eval|debugger|UtilityScript/.test(line));
}

/** Start in this window. `seen()` gives all that was learned so far about what is not the page's own. */
export function spy(view = window) {
  const { document } = view;
  const learned = new Set();
  const names = new Set(Object.getOwnPropertyNames(view));
  const sheets = () => `${document.styleSheets.length} ${document.adoptedStyleSheets.length}`;
  const theirs = (node) => document.head.contains(node) || document.body.contains(node) || (node.getRootNode().host && theirs(node.getRootNode().host));
  const ours = (node) => node instanceof view.Node && node !== document && !theirs(node);
  const strange = (node) => ours(node) && node !== document.documentElement && node.isConnected;

  for (const [{ name }, methods] of HOOKED) {
    const type = view[name];
    for (const method of methods.split(" ")) {
      const real = type.prototype[method];
      if (!real) continue;
      type.prototype[method] = function (...args) {
        if (foreign()) learned.add(`hook ${name}.${method}`);
        return real.apply(this, args);
      };
    }
  }
  for (const name of GLOBALS.split(" ")) {
    const real = view[name];
    view[name] = (...args) => {
      if (foreign()) learned.add(`hook ${name}`);
      return real.apply(view, args);
    };
  }
  for (const [{ name }, property] of GETTERS) {
    const real = Object.getOwnPropertyDescriptor(view[name].prototype, property);
    Object.defineProperty(view[name].prototype, property, {
      ...real,
      get() {
        if (foreign()) learned.add(`hook ${name}.${property}`);
        return real.get.call(this);
      },
    });
  }
  for (const type of EVENTS) {
    view.addEventListener(
      type,
      (event) => {
        if (event.composedPath().some(strange)) learned.add(`event ${type}`);
        if (!event.isTrusted && foreign()) learned.add(`false event ${type}`);
      },
      true,
    );
  }
  const changes = new view.MutationObserver((records) => {
    for (const { target, type, attributeName } of records) {
      const html = target === document.documentElement;
      if (ours(target) && !(html && type === "childList")) learned.add(`change ${type} ${attributeName ?? ""}`);
    }
  });
  changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const sizes = new view.ResizeObserver((entries) => {
    for (const { contentRect } of entries) if (contentRect.width + contentRect.height > 0) learned.add(`size ${contentRect.width}x${contentRect.height}`);
  });
  const note = (entry) => {
    const text = JSON.stringify(entry);
    if (/extension:|127\.0\.0\.1:845\d/.test(text)) learned.add(`performance ${entry.entryType}`);
    for (const { node } of entry.sources ?? []) if (strange(node)) learned.add("performance shift");
    if (entry.element && strange(entry.element)) learned.add(`performance ${entry.entryType} element`);
  };
  for (const type of view.PerformanceObserver.supportedEntryTypes) new view.PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  const before = sheets();
  const extents = new Set();

  const look = () => {
    for (const element of document.documentElement.children) {
      if (!strange(element)) continue;
      sizes.observe(element);
      const style = view.getComputedStyle(element);
      if (element.shadowRoot) learned.add("open root");
      if (element.childNodes.length > 0 || element.textContent !== "" || element.innerText !== "") learned.add("content");
      if (element.getClientRects()[0]?.width) learned.add("box");
      extents.add(`${element.scrollWidth} ${element.scrollHeight} ${element.offsetWidth}`);
      if (extents.size > 1) learned.add("extent");
      if ([...element.attributes].some(({ name }) => name !== "style")) learned.add("attribute");
      if (style.animationName !== "none" || style.cursor !== "auto") learned.add("style");
    }
    for (const { effect } of document.getAnimations()) if (strange(effect.target)) learned.add("animation");
    if (document.querySelector(":popover-open, :modal, [data-check], .mark, .card")) learned.add("query");
    if (view.CSS.highlights?.size > 0) learned.add("highlights");
    view.requestAnimationFrame(look);
  };
  look();

  return {
    /** All that was learned; with points, also what stands there, and with words, whether they can be found. */
    seen(points = [], words = []) {
      if (sheets() !== before) learned.add("style sheets");
      for (const name of Object.getOwnPropertyNames(view)) if (!names.has(name) && name !== "replica" && !/^\d+$|\bck\b/.test(name)) learned.add(`global ${name}`);
      for (const [x, y] of points) {
        for (const element of document.elementsFromPoint(x, y)) if (strange(element)) learned.add("at a point");
        const at = document.caretPositionFromPoint?.(x, y)?.offsetNode;
        if (at && strange(at)) learned.add("caret at a point");
      }
      const html = document.documentElement;
      const texts = [html.innerText, html.textContent, html.outerHTML, html.getHTML?.({ serializableShadowRoots: true }) ?? "", new view.XMLSerializer().serializeToString(document)];
      for (const word of words) {
        if (texts.some((text) => text.includes(word))) learned.add(`read ${word}`);
        if (view.find?.(word, false, false, true)) learned.add(`found ${word}`);
      }
      return [...learned];
    },
  };
}
