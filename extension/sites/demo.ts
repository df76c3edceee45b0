import { byAddress, near, type Site } from "./site";

/** The demo chat that `breather serve --demo` serves. Its ports are not named: Firefox ignores patterns that name one. */
export const demo: Site = {
  id: "demo",
  hosts: ["127.0.0.1", "localhost"],
  matches: ["http://127.0.0.1/demo/*", "http://localhost/demo/*"],
  path: /^\/demo\//,
  composer: (element) => element.getAttribute("role") === "textbox" || element.localName === "textarea",
  sendButton: (composer) => near(composer, "form, footer", 'button[aria-label="Send"]'),
  conversation: byAddress,
};
