import { byAddress, near, type Site } from "./site";

/** Messenger, on its own site and inside Facebook: Lexical. Facebook's posts and comments are not messages. Whose message is whose, only localised words say. */
export const messenger: Site = {
  id: "messenger",
  hosts: ["www.messenger.com", "www.facebook.com"],
  path: /^\/(messages|t|e2ee)(\/|$)/,
  composer: (element) => element.getAttribute("role") === "textbox" && element.hasAttribute("data-lexical-editor"),
  sendKey: "enter",
  sendButton: (composer) =>
    near(composer, '[role="group"], form', '[role="button"][aria-label^="Press enter to send" i], [role="button"][aria-label="Send" i]'),
  conversation: byAddress,
};
