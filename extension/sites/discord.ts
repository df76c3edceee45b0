import { byAddress, near, type Site } from "./site";

/** Discord: Slate. Usually without a send button; Enter sends. */
export const discord: Site = {
  id: "discord",
  hosts: ["discord.com"],
  matches: ["https://discord.com/*"],
  path: /^\/channels\//,
  composer: (element) => element.hasAttribute("data-slate-editor") && element.getAttribute("role") === "textbox",
  sendButton: (composer) => near(composer, "form", 'button[aria-label="Send Message" i]'),
  conversation: byAddress,
};
