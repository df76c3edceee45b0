import { byAddress, near, type Site } from "./site";

/** Slack: Quill. */
export const slack: Site = {
  id: "slack",
  hosts: ["app.slack.com"],
  matches: ["https://app.slack.com/*"],
  composer: (element) => element.classList.contains("ql-editor") && element.closest('[data-qa="message_input"], [data-qa="texty_composer_input"], .c-wysiwyg_container') !== null,
  sendButton: (composer) => near(composer, '.c-wysiwyg_container, [data-qa="message_input_container"]', '[data-qa="texty_send_button"]'),
  conversation: byAddress,
};
