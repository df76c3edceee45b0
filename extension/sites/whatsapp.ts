import { near, type Site } from "./site";

/** WhatsApp Web: Lexical. The search box is Lexical too, so only the open conversation counts. A setting makes Enter a new line. */
export const whatsapp: Site = {
  id: "whatsapp",
  hosts: ["web.whatsapp.com"],
  composer: (element) => element.closest("#main, footer") !== null,
  sendKey: "either",
  sendButton: (composer) =>
    near(composer, "footer", 'button[aria-label="Send"], [role="button"][aria-label="Send"], button:has([data-icon^="send"], [data-icon$="send-filled"])'),
  // The address never changes here; the header names the chat. Its first line only: the second says "online", "typing…".
  conversation: () => document.querySelector('#main header span[dir="auto"]')?.textContent ?? "",
  thread: { mine: ".message-out", theirs: ".message-in", within: "#main" },
};
