import { byAddress, near, type Site } from "./site";

/** Telegram Web, both clients. K marks its input by class or attribute, A by an id that starts alike. A setting makes Enter a new line. */
export const telegram: Site = {
  id: "telegram",
  hosts: ["web.telegram.org"],
  composer: (element) =>
    element.matches('.input-message-input, [data-chat-input-editor], [data-chat-input-editor] *') ||
    element.matches('[id^="editable-message-text"], .ProseMirror[role="textbox"]'),
  sendKey: "either",
  sendButton: (composer) => near(composer, ".chat-input, .Composer, .composer-wrapper, form", "button.btn-send, button.main-button.send, button.send"),
  conversation: byAddress,
  thread: { mine: ".bubble.is-out, .Message.own", theirs: ".bubble.is-in, .Message:not(.own)" },
};
