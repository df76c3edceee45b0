import { byAddress, soleAfter, type Site } from "./site";

/** Snapchat on the web. Its class names are generated and nothing marks a button or whose message is whose: only roles are left. */
export const snapchat: Site = {
  id: "snapchat",
  hosts: ["web.snapchat.com", "www.snapchat.com"],
  path: /^\/(web(\/|$)|[0-9a-f-]{36}|$)/,
  composer: (element) => element.isContentEditable || element.getAttribute("role") === "textbox",
  sendKey: "enter",
  sendButton: soleAfter,
  conversation: byAddress,
};
