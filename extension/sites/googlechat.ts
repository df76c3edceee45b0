import { near, type Site } from "./site";

/** Google Chat, also as a frame inside Gmail. Whose message is whose, only generated class names say. */
export const googlechat: Site = {
  id: "googlechat",
  hosts: ["chat.google.com"],
  composer: (element) => element.matches('[g_editable="true"][role="textbox"]'),
  sendKey: "enter",
  sendButton: (composer) => near(composer, "form, c-wiz[data-group-id]", 'button[data-tooltip*="Enter"], button[aria-label="Send message" i]'),
  // Its frames' addresses differ each time; the group's name does not.
  conversation: (composer) => (composer.closest("[data-group-id]") ?? document.querySelector("c-wiz[data-group-id]"))?.getAttribute("data-group-id") ?? "",
};
