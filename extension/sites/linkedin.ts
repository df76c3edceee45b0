import { byAddress, near, type Site } from "./site";

const CONVERSATION = ".msg-overlay-conversation-bubble, .msg-convo-wrapper";

/** LinkedIn's messages, on their page and in bubbles over every other. A setting makes Enter a new line; then only the button sends. */
export const linkedin: Site = {
  id: "linkedin",
  hosts: ["www.linkedin.com"],
  composer: (element) => element.matches('.msg-form__contenteditable, .msg-form [role="textbox"]'),
  sendKey: "either",
  sendButton: (composer) => near(composer, "form, .msg-form", 'button[type="submit"], .msg-form__send-button, .msg-form__send-btn'),
  conversation(composer) {
    const bubble = composer.closest(".msg-overlay-conversation-bubble");
    if (bubble) return bubble.querySelector('a[href*="/in/"]')?.getAttribute("href") ?? "";
    return location.pathname.startsWith("/messaging/") ? byAddress() : "";
  },
  thread: { mine: ".msg-s-event-listitem:not(.msg-s-event-listitem--other)", theirs: ".msg-s-event-listitem--other", within: CONVERSATION },
};
