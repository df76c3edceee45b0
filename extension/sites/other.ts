import { byAddress, type Site } from "./site";

/** A site that the person added: any rich text box or text area that passes the general tests. */
export const other: Site = {
  id: "other",
  hosts: [],
  matches: [],
  composer: () => true,
  sendButton: () => null,
  conversation: byAddress,
};
