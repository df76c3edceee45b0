import { byAddress, near, type Site } from "./site";

/** Google Messages on the web: a text area. A setting makes Enter a new line. */
export const googlemessages: Site = {
  id: "googlemessages",
  hosts: ["messages.google.com"],
  path: /^\/web\//,
  composer: (element) => element.matches("mws-message-compose textarea, mws-autosize-textarea textarea"),
  sendKey: "either",
  sendButton: (composer) => near(composer, "mws-message-compose, .compose-container", "mws-message-send-button button, button[data-e2e-send-text-button]"),
  conversation: byAddress,
  thread: { mine: "mws-message-wrapper.outgoing", theirs: "mws-message-wrapper.incoming" },
};
