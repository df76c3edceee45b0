import { byAddress, near, type Site } from "./site";

/** The demo chat that `breather serve --demo` serves. Its ports are not named: Firefox ignores patterns that name one. */
export const demo: Site = {
  id: "demo",
  hosts: ["127.0.0.1", "localhost"],
  path: /^\/demo\//,
  composer: (element) => element.getAttribute("role") === "textbox" || element.localName === "textarea",
  sendKey: "either",
  sendButton: (composer) => near(composer, "form, footer", 'button[aria-label="Send"]'),
  conversation: (composer) => composer.closest<HTMLElement>("[data-conversation]")?.dataset["conversation"] ?? byAddress(),
  thread: { mine: '[data-from="me"]', theirs: '[data-from="them"]' },
};
