import { near, type Site } from "./site";

/** Teams: CKEditor 5. With the tools for formatting open, Enter is a new line. */
export const teams: Site = {
  id: "teams",
  hosts: ["teams.microsoft.com", "teams.live.com", "teams.cloud.microsoft"],
  composer: (element) => element.matches('[data-tid="ckeditor"], [data-tid="ckeditor"] .ck-editor__editable'),
  sendKey: "either",
  sendButton: (composer) =>
    near(composer, '[data-tid="chat-pane-compose-message-footer"], form', '[data-tid="newMessageCommands-send"], [data-tid="sendMessageCommands-send"]'),
  // The address never changes here; the list names the chat that is open.
  conversation: () => document.querySelector('[role="treeitem"][aria-selected="true"][data-fui-tree-item-value]')?.getAttribute("data-fui-tree-item-value") ?? "",
  thread: { mine: ".fui-ChatMyMessage", theirs: ".fui-ChatMessage" },
};
