import { byAddress, type Site } from "./site";

/** Instagram's direct messages: Lexical. Its send button is a bare `div` that only a localised word tells apart: Enter is gated, the click is not. */
export const instagram: Site = {
  id: "instagram",
  hosts: ["www.instagram.com"],
  path: /^\/direct\//,
  composer: (element) => element.getAttribute("role") === "textbox" && element.isContentEditable,
  sendKey: "enter",
  sendButton: () => null,
  conversation: byAddress,
};
