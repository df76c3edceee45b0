import { byAddress, near, type Site } from "./site";

/** A site that the person added: any rich text box or text area that passes the general tests. */
export const other: Site = {
  id: "other",
  hosts: [],
  composer: () => true,
  sendKey: "either",
  // Inside a form, the button that submits it; elsewhere nothing tells a send button from any other.
  sendButton: (composer) => (composer.closest("form") ? near(composer, "form", 'button[type="submit"], button:not([type])') : null),
  conversation: byAddress,
};
