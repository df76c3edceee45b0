/** What Breather has to know about one messaging site, and nothing more. */
export interface Site {
  /** The file's name. */
  readonly id: string;
  /** Where the content script runs: manifest match patterns. */
  readonly matches: readonly string[];
  /** The hosts of those patterns. */
  readonly hosts: readonly string[];
  /** The part of the site that is messaging, where the rest is something else. */
  readonly path?: RegExp;
  /** Whether this editable element is where a message is written. It has already passed the general tests of `compose/find.ts`. */
  composer(element: HTMLElement): boolean;
  /** The button that sends what `composer` holds, where there is one. */
  sendButton(composer: HTMLElement): HTMLElement | null;
  /** Something that changes when another conversation is opened. It stays in this tab's memory. */
  conversation(): string;
}

/** The first match of `selector` in the nearest of `within` that holds `composer`, or in its document. */
export function near(composer: HTMLElement, within: string, selector: string): HTMLElement | null {
  const root = composer.closest(within) ?? composer.ownerDocument;
  return root.querySelector<HTMLElement>(selector);
}

/** Most sites name the conversation in the address. */
export const byAddress = (): string => location.pathname + location.hash;
