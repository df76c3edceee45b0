/** Composers without an editor: a bare editing host and a bare text area, wherever they may lie. */
import { el, sends } from "./page.js";

/** An editing host in `inside`: line breaks are `<br>`, and one more keeps an empty last line open. */
export function editingHost(deliver, inside = document) {
  const field = inside.createElement("div");
  for (const [name, value] of Object.entries({ class: "input", contenteditable: "true", role: "textbox", "aria-multiline": "true", "aria-label": "Message" })) field.setAttribute(name, value);
  const read = (node) => [...node.childNodes].map((child) => (child.localName === "br" ? "\n" : (child.data ?? read(child)))).join("");
  const text = () => {
    const found = read(field).replaceAll("\u00A0", " ");
    const last = [...field.childNodes].findLast((child) => child.data !== "");
    return last?.localName === "br" ? found.slice(0, -1) : found;
  };
  field.addEventListener("keydown", (event) => {
    if (!sends(event)) return;
    event.preventDefault();
    deliver();
  });
  return {
    field,
    text,
    model: () => field.innerHTML,
    write(words) {
      field.replaceChildren(...words.split("\n").flatMap((part, index) => [...(index ? [inside.createElement("br")] : []), ...(part ? [part] : [])]));
      if (words !== "") inside.getSelection().selectAllChildren(field);
      if (words !== "") inside.getSelection().collapseToEnd();
    },
  };
}

export function textArea(deliver) {
  const field = el("textarea", { class: "input", "aria-label": "Message" });
  field.addEventListener("keydown", (event) => {
    if (!sends(event)) return;
    event.preventDefault();
    deliver();
  });
  const write = (text) => {
    field.value = text;
  };
  return { field, text: () => field.value, model: () => JSON.stringify(field.value), write };
}

/** The page's own looks, for a tree that its style sheet does not reach. */
export function styleFor(view = window) {
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(`
    body { margin: 0; padding: 440px 8px 8px; font: 16px/22px "Liberation Sans", Arial, sans-serif; background: #fff }
    body.late { font-family: Late, monospace }
    .input { display: block; box-sizing: border-box; width: 100%; min-height: 44px; max-height: 110px; margin: 0; padding: 10px 12px;
      overflow: auto; resize: none; font: inherit; border: 1px solid #9aa; border-radius: 8px; outline: none; white-space: pre-wrap; overflow-wrap: break-word }
    textarea.input { height: 88px }
    ::selection { color: #000; background: #f0f }
  `);
  return sheet;
}

/** Put a composer into a shadow root of an element of its own, `within` what else it needs there. */
export function inShadow(place, composer, mode, name = "chat-composer", within = (field) => field) {
  const box = place.appendChild(el(name));
  const root = box.attachShadow({ mode });
  root.adoptedStyleSheets = [styleFor()];
  root.append(within(composer.field));
  return { ...composer, root };
}
