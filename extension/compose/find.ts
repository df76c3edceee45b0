/**
 * Which element is a composer. Frameworks' attributes and roles first, then the site's adapter. Never a field for
 * passwords, searches, cards, addresses or codes; single-line inputs are no composers at all.
 */
import type { Site } from "../sites";
import { rootOf } from "./shadow";

/** How the HTML standard's words for personal data in `autocomplete` begin. */
const PRIVATE_PURPOSE =
  /^(?:(?:new|current)-password|one-time-code|username|email|tel|url|impp|name|honorific-|given-|additional-|family-|nickname|organization|street-address|address-|country|postal-code|cc-|transaction-|bday|sex|language|photo)/;
const PRIVATE_INPUT = /^(?:email|tel|url|search|numeric|decimal)$/;
const PRIVATE_WORD =
  /\b(?:search|find|pass(?:word|code|phrase)|pin|otp|cv[cv]|card|iban|account|address|postcode|zip|e-?mail|phone|mobile|user ?name|subject|title|url|link|code)\b/i;
const RICH = '[data-lexical-editor], [data-slate-editor], .ql-editor, .ProseMirror, .ck-editor__editable, .public-DraftEditor-content';

/** The field or editing host that a key pressed in `target` writes into, if it is one that can hold a message. */
export function editableAt(target: Element | null): HTMLElement | null {
  if (!(target instanceof HTMLElement)) return null;
  if (target.localName === "textarea") return target;
  if (!target.isContentEditable) return null;
  let host = target;
  while (host.parentElement?.isContentEditable === true) host = host.parentElement;
  return host;
}

/** Whether what is written in this field is none of our business, whatever the site says. */
export function isPrivate(field: HTMLElement): boolean {
  const role = field.getAttribute("role");
  const purposes = (field.getAttribute("autocomplete") ?? "").toLowerCase().split(/\s+/);
  return (
    role === "searchbox" ||
    (role === "combobox" && field.getAttribute("aria-multiline") !== "true") ||
    purposes.some((purpose) => PRIVATE_PURPOSE.test(purpose)) ||
    PRIVATE_INPUT.test(field.getAttribute("inputmode") ?? "") ||
    field.getAttribute("aria-readonly") === "true" ||
    field.hasAttribute("readonly") ||
    field.hasAttribute("disabled") ||
    field.closest('[role="search"], search') !== null
  );
}

/** What a field is called. On a site that we know its adapter decides instead: a chat may be called "Card night". */
function soundsPrivate(field: HTMLElement): boolean {
  const names = ["aria-label", "placeholder", "name", "id", "title", "data-placeholder"].map((name) => field.getAttribute(name) ?? "");
  return PRIVATE_WORD.test(names.join(" ").replaceAll(/[_-]|(?<=[a-z])(?=[A-Z])/g, " "));
}

/** Whether the element looks like a place for text of some length. */
function looksWritable(field: HTMLElement): boolean {
  if (field.localName === "textarea") return true;
  return field.getAttribute("role") === "textbox" || field.matches(RICH) || field.getAttribute("aria-multiline") !== "false";
}

/** The composer that `target` is in, if it is in one. */
export function composerAt(target: Element | null, site: Site): HTMLElement | null {
  const field = editableAt(target);
  if (field === null || isPrivate(field) || !looksWritable(field) || !site.composer(field)) return null;
  return site.id === "other" && soundsPrivate(field) ? null : field;
}

/** A composer that nobody has touched yet, if the page holds one; also inside shadow roots. */
export function findComposer(site: Site, root: ParentNode = document): HTMLElement | null {
  for (const element of root.querySelectorAll("*")) {
    const inside = rootOf(element);
    const found = inside ? findComposer(site, inside) : element.matches("[contenteditable], textarea") ? composerAt(element, site) : null;
    if (found) return found;
  }
  return null;
}
