import { byAddress, hosted, type Site } from "./site";

const COMPOSER = "rs-message-composer, rs-message-composer-old";

/** Reddit's chat: a text area in nested shadow roots, on a page of its own or in a corner of any other. Comments are not messages. */
export const reddit: Site = {
  id: "reddit",
  hosts: ["chat.reddit.com", "www.reddit.com"],
  composer: (element) => element.localName === "textarea" && hosted(element, COMPOSER),
  sendKey: "enter",
  sendButton: (composer) => composer.closest("form")?.querySelector<HTMLElement>('button[type="submit"], button[aria-label="Send message" i]') ?? null,
  // In the corner of another page the address is that page's.
  conversation: () => (/^\/(chat\/)?(room|user)\//.test(location.pathname) ? byAddress() : ""),
};
