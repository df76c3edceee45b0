/** What Breather has to know about one messaging site, and nothing more. */

/** Which press sends: Enter, Ctrl or Cmd with Enter, or what a setting of the site's says (`compose/sendkey.ts` watches which). */
export type SendKey = "enter" | "ctrl-enter" | "either";

/** How a site marks the messages of a conversation. Selectors of one element a message; none of their text is ever read. */
export interface Thread {
  /** The person's own messages. */
  readonly mine: string;
  /** Everybody else's. */
  readonly theirs: string;
  /** What holds one conversation, where a page can show several. */
  readonly within?: string;
}

export interface Site {
  /** The file's name. */
  readonly id: string;
  /** Where the content script runs. */
  readonly hosts: readonly string[];
  /** The part of the site that is messaging, where the rest is something else. */
  readonly path?: RegExp;
  /** Whether this editable element is where a message is written. It has already passed the general tests of `compose/find.ts`. */
  composer(element: HTMLElement): boolean;
  readonly sendKey: SendKey;
  /** The button that sends what `composer` holds, where there is one. */
  sendButton(composer: HTMLElement): HTMLElement | null;
  /**
   * Something that stays the same for one conversation and is another for the next; "" where the page does not say.
   * The server keeps a keyed hash of it, and nobody keeps it as it is.
   */
  conversation(composer: HTMLElement): string;
  /** Left out where the page does not show whose messages are whose. */
  readonly thread?: Thread;
}

/** The first match of `selector` in the nearest of `within` that holds `composer`, or in its document. */
export function near(composer: HTMLElement, within: string, selector: string): HTMLElement | null {
  const root = composer.closest(within) ?? composer.ownerDocument;
  return root.querySelector<HTMLElement>(selector);
}

const BUTTONS = 'button, [role="button"]';
/** Where a row of buttons beside a composer ends at the latest. */
const AREAS = 'body, main, [role="main"], [role="dialog"]';

/**
 * The one button that stands after `composer` in its row: what sends, on sites that mark no button and show the others
 * only while nothing is written. Null where several stand there, since nothing tells which of them sends.
 */
export function soleAfter(composer: HTMLElement): HTMLElement | null {
  for (let row = composer.parentElement; row && !row.matches(AREAS); row = row.parentElement) {
    const after = [...row.querySelectorAll<HTMLElement>(BUTTONS)].filter((button) => {
      const stands = composer.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING;
      const outermost = button.parentElement?.closest(BUTTONS) == null;
      return stands !== 0 && outermost && !composer.contains(button) && button.checkVisibility();
    });
    if (after.length > 0) return after.length === 1 ? (after[0] ?? null) : null;
  }
  return null;
}

/** Most sites name the conversation in the address. */
export const byAddress = (): string => location.pathname + location.hash;

/** A letter names its conversation by whom it goes to: the addresses among these elements, in one order. "" before there are any. */
export function recipients(root: ParentNode, selector: string, attribute: string): string {
  const found = [...root.querySelectorAll(selector)].map((element) => /[^\s<>"(),;]+@[^\s<>"(),;]+/.exec(element.getAttribute(attribute) ?? "")?.[0] ?? "");
  return [...new Set(found)].filter(Boolean).sort().join(" ");
}

/** Whether the element, or a host of the shadow roots that it is in, stands inside `selector`. */
export function hosted(element: Element, selector: string): boolean {
  if (element.closest(selector) !== null) return true;
  const root = element.getRootNode();
  return root instanceof ShadowRoot && hosted(root.host, selector);
}

/** How many messages of one's own stand below their last one. Null where the page shows no message at all. */
export function unanswered(composer: HTMLElement, { thread }: Site): number | null {
  if (!thread) return null;
  const root = (thread.within === undefined ? null : composer.closest(thread.within)) ?? composer.ownerDocument;
  const messages = [...root.querySelectorAll(`${thread.mine},${thread.theirs}`)];
  const last = messages.findLastIndex((message) => message.matches(thread.theirs));
  return messages.length === 0 ? null : messages.length - 1 - last;
}
