import { byAddress, near, recipients, type Site } from "./site";

const LETTER = '[role="dialog"], .M9, form';

/** Gmail: a bare editable element; Enter is a new line. Its button's tooltip names the keys in every language. */
export const gmail: Site = {
  id: "gmail",
  hosts: ["mail.google.com"],
  path: /^\/mail\//,
  composer: (element) => element.matches('[g_editable="true"][role="textbox"], .Am.editable'),
  sendKey: "ctrl-enter",
  sendButton: (composer) => near(composer, LETTER, '[role="button"][data-tooltip*="Enter"], [role="button"].aoO'),
  conversation: (composer) => recipients(composer.closest(LETTER) ?? document, "[email]", "email") || byAddress(),
};
