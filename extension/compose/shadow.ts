/** Looking through shadow roots, open and closed. Extensions may; pages may not. */

type WithOpenOrClosed = Element & { readonly openOrClosedShadowRoot?: ShadowRoot | null };

/** The shadow root of an element, whether it is open or closed. */
export function rootOf(element: Element): ShadowRoot | null {
  try {
    const dom = (globalThis as { chrome?: { dom?: typeof chrome.dom } }).chrome?.dom;
    const found = dom?.openOrClosedShadowRoot(element as HTMLElement);
    return found ?? (element as WithOpenOrClosed).openOrClosedShadowRoot ?? element.shadowRoot;
  } catch {
    return element.shadowRoot; // Chromium throws for elements that cannot have one
  }
}

/** The element that an event is really about: browsers name the host instead of what is inside a closed root. */
export function deepTarget(event: Event): Element | null {
  return deepest(event.composedPath()[0]);
}

/** The element that has the focus within this one, however many shadow roots are between them. */
export function deepest(target: unknown): Element | null {
  if (!(target instanceof Element)) return null;
  const inside = rootOf(target)?.activeElement;
  return inside ? deepest(inside) : target;
}

/** The parent of a node, out of its shadow root where it is the outermost there. */
export function parentOf(node: Node): Element | null {
  if (node.parentElement) return node.parentElement;
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** Whether `outer` holds `inner`, through shadow roots. */
export function holds(outer: Element, inner: Node | null): boolean {
  for (let node: Node | null = inner; node; node = parentOf(node)) if (node === outer) return true;
  return false;
}
