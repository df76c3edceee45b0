import { byAddress, near, recipients, type Site } from "./site";

const LETTER = '[role="dialog"], [role="main"]';

/** Outlook on the web. The fields for addresses are text boxes too; the body is the one inside the editor's own parent. Enter is a new line. */
export const outlook: Site = {
  id: "outlook",
  hosts: ["outlook.live.com", "outlook.office.com", "outlook.office365.com", "outlook.cloud.microsoft"],
  composer: (element) => element.matches('[role="textbox"]:is([id^="editorParent"] *, [aria-label^="Message body" i])'),
  sendKey: "ctrl-enter",
  sendButton: (composer) => near(composer, LETTER, 'button[title*="Enter"], button[name="Send"]'),
  // Chips in the fields of addresses; a message that is being read has addresses as well, but not in a field.
  conversation: (composer) => recipients(composer.closest(LETTER) ?? document, '[contenteditable] [aria-label*="@"]', "aria-label") || byAddress(),
};
