/**
 * What every replica shares: a thread, a composer, a send button, conversations to switch between.
 *
 * A page says what it looks like (`shape`) and how its editor is put in (`mount`); what the tests may ask of it hangs on
 * `globalThis.replica`. Nothing here knows of Breather. Everything is made by DOM calls: the pages demand trusted types.
 */
import { spy } from "./spy.js";

/** Editors name their nodes at random; the same keys have to give the same bytes on every load. */
function sameEveryTime() {
  let state = 1;
  Math.random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Make an element with attributes and children. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Whether this press of a key sends, as nearly every messenger decides it. */
export const sends = (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;

/** What went wrong: the page asked for more than its policy allows, or threw. */
const troubles = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
  troubles.push(`${violatedDirective} ${blockedURI} ${sample}`);
});
addEventListener("error", ({ message }) => troubles.push(message));
addEventListener("unhandledrejection", ({ reason }) => troubles.push(String(reason)));

const THREAD = [
  ["them", "Made it home. The last train was almost empty."],
  ["me", "Good. Did you get to eat something?"],
  ["them", "Toast counts, right?"],
];

/**
 * Run a page. `shape` has the attributes of its parts (`main`, `title`, `composer`, `button`) and how it names a
 * conversation: in its address (`address`), or in an attribute of its title (`named`); `mount(place, deliver)` builds the editor and gives its hold on it:
 * `field` (the editing element), `text()`, `model()` (all that the editor knows of the draft, as text), `write(text)`,
 * `button` where it is not the usual one, and `root` where the field lies in a shadow root or in a frame of its own.
 */
export async function run({ shape = {}, mount }) {
  sameEveryTime();
  const spying = location.search === "?spy" ? spy() : null;
  let spyingInside = null;
  const sent = [];
  const drafts = new Map();
  let conversation = "Noor";
  let editor;

  const deliver = () => {
    const text = editor.text();
    if (!text.trim()) return;
    sent.push(text);
    document.querySelector(".thread").append(el("p", { class: "bubble", "data-from": "me" }, text));
    editor.write("");
  };

  async function composer() {
    const place = el("div", { class: "field", ...shape.field });
    const foot = el(shape.tag ?? "footer", { class: "composer", ...shape.composer }, place);
    if (shape.button !== null) {
      const button = el("button", { type: "button", class: "send", "aria-label": "Send", ...shape.button }, "➤");
      button.addEventListener("click", deliver);
      foot.append(button);
    }
    foot.addEventListener("submit", (event) => event.preventDefault());
    document.querySelector("main").append(foot);
    editor = await mount(place, deliver);
  }

  async function body() {
    const title = el("header", {}, el("span", { class: "title", dir: "auto", [shape.named ?? "data-name"]: conversation, ...shape.title }, conversation));
    const thread = el("div", { class: "thread", role: "log", "aria-label": `Messages with ${conversation}` });
    thread.append(...THREAD.map(([from, text]) => el("p", { class: "bubble", "data-from": from }, text)));
    const fresh = el("body", {}, el("main", shape.main ?? {}, title, thread));
    document.body.replaceWith(fresh);
    await composer();
  }

  globalThis.replica = {
    ready: false,
    sent,
    troubles,
    get field() {
      return editor.field;
    },
    get button() {
      return editor.button ?? document.querySelector(".send");
    },
    text: () => editor.text(),
    model: () => editor.model(),
    write: (text) => editor.write(text),
    html: () => document.head.outerHTML + document.body.outerHTML + (editor.root?.innerHTML ?? ""),
    /** Leave for another conversation, which brings its own draft, as sites do. */
    open(name) {
      drafts.set(conversation, editor.text());
      conversation = name;
      document.querySelector(".title").textContent = name;
      document.querySelector(".title").setAttribute(shape.named ?? "data-name", name);
      if (shape.address) history.pushState(null, "", shape.address(name));
      editor.write(drafts.get(name) ?? "");
    },
    /** Go to another part of the site, without a new document. */
    navigate(to) {
      history.pushState(null, "", to);
    },
    remove: () => document.querySelector(".composer").remove(),
    restore: composer,
    rebuild: body,
    spied: (points, words) => [...spying.seen(spyingInside ? [] : points, words), ...(spyingInside?.seen(points, words) ?? [])],
  };
  await body();
  const inside = editor.field.ownerDocument.defaultView;
  if (spying && inside !== window) spyingInside = spy(inside);
  globalThis.replica.ready = true;
}
