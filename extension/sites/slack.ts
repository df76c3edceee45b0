import { byAddress, near, type Site } from "./site";

/** Slack: Quill. A setting makes Enter a new line; then Ctrl or Cmd with Enter sends. */
export const slack: Site = {
  id: "slack",
  hosts: ["app.slack.com"],
  composer: (element) => element.matches('.c-wysiwyg_container .ql-editor, [data-qa="message_input"] .ql-editor, .ql-editor[data-qa="message_input"]'),
  sendKey: "either",
  sendButton: (composer) => near(composer, '.c-wysiwyg_container, [data-qa="message_input_container"]', '[data-qa="texty_send_button"]'),
  conversation: byAddress,
};
