/** What happy-dom does not know yet: popovers (opened, closed, `:popover-open`) and the visual viewport. */

const shown = new WeakSet<Element>();
const plain = Object.getOwnPropertyDescriptor(Element.prototype, "matches")?.value as (this: Element, selector: string) => boolean;

Object.assign(HTMLElement.prototype, {
  showPopover(this: HTMLElement) {
    if (!this.isConnected || shown.has(this)) throw new DOMException("Not now.", "InvalidStateError");
    shown.add(this);
  },
  hidePopover(this: HTMLElement) {
    if (!shown.delete(this)) throw new DOMException("Not now.", "InvalidStateError");
  },
  matches(this: Element, selector: string): boolean {
    return selector === ":popover-open" ? shown.has(this) : plain.call(this, selector);
  },
});

Object.assign(globalThis, { visualViewport: new EventTarget() });

export {};
