import { byAddress, soleAfter, type Site } from "./site";

/** Instagram's direct messages: Lexical. Its send button is a bare `div` that takes the place of all others once something is written. */
export const instagram: Site = {
  id: "instagram",
  hosts: ["www.instagram.com"],
  path: /^\/direct\//,
  composer: (element) => element.getAttribute("role") === "textbox" && element.isContentEditable,
  sendKey: "enter",
  sendButton: soleAfter,
  conversation: byAddress,
};
