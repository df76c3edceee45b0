import { byAddress, near, type Site } from "./site";

/** Discord: Slate. Usually without a send button; Enter sends. Nothing on the page says which messages are one's own. */
export const discord: Site = {
  id: "discord",
  hosts: ["discord.com"],
  path: /^\/channels\//,
  composer: (element) => element.hasAttribute("data-slate-editor") && element.getAttribute("role") === "textbox",
  sendKey: "enter",
  sendButton: (composer) => near(composer, "form", 'button[aria-label="Send Message" i]'),
  conversation: byAddress,
};
