import { byAddress, near, type Site } from "./site";

/** Messages on X: a text area in the new chat, Draft.js in the old one. Posts and replies are not messages. */
export const x: Site = {
  id: "x",
  hosts: ["x.com", "twitter.com", "chat.x.com"],
  composer: (element) => element.matches('[data-testid="dm-composer-textarea"], [data-testid="dmComposerTextInput"], [data-testid="dmComposerTextInput"] *'),
  sendKey: "enter",
  sendButton: (composer) =>
    near(composer, '[data-testid="dm-composer-form"], [data-testid="DMDrawer"], aside', '[data-testid="dm-composer-send-button"], [data-testid="dmComposerSendButton"]'),
  // In the drawer that lies over other pages, the address is theirs.
  conversation: () => (/^\/(messages|i\/chat)\/./.test(location.pathname) || location.hostname === "chat.x.com" ? byAddress() : ""),
};
