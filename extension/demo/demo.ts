/**
 * The practice chat: a real Lexical composer, a thread that lives as long as the tab, and no network.
 *
 * Breather treats this page as it treats any messaging site, so nothing here knows of Breather.
 */

import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerPlainText } from "@lexical/plain-text";
import {
  $createParagraphNode,
  $createTextNode,
  $getRoot,
  COMMAND_PRIORITY_HIGH,
  createEditor,
  KEY_ENTER_COMMAND,
} from "lexical";

/** Two messages of one writer further apart than this are two runs, each with its own hour. */
const RUN_MS = 3 * 60_000;

function find<T extends Element>(selector: string, kind: new () => T): T {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${selector}.`);
  return found;
}

const thread = find(".thread", HTMLElement);
const composer = find(".composer", HTMLElement);
const input = find(".input", HTMLElement);
const send = find(".send", HTMLButtonElement);

const hour = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });

function stamp(bubble: HTMLElement, at: Date): void {
  bubble.dataset["at"] = String(at.getTime());
  bubble.dataset["hour"] = hour.format(at);
}

/** Give the last bubble of every run its corner and its hour. */
function closeRuns(): void {
  const bubbles = [...thread.querySelectorAll<HTMLElement>(".bubble")];
  bubbles.forEach((bubble, index) => {
    const next = bubbles[index + 1];
    const same = next !== undefined && next.dataset["from"] === bubble.dataset["from"];
    const near = next !== undefined && Number(next.dataset["at"]) - Number(bubble.dataset["at"]) < RUN_MS;
    bubble.classList.toggle("last", !(same && near));
  });
}

function say(text: string): void {
  const bubble = document.createElement("p");
  bubble.className = "bubble new";
  bubble.dataset["from"] = "me";
  bubble.textContent = text;
  stamp(bubble, new Date());
  thread.append(bubble);
  closeRuns();
  thread.scrollTop = thread.scrollHeight;
}

const editor = createEditor({
  namespace: "practice",
  onError(error) {
    throw error;
  },
});

const draft = (): string => editor.getEditorState().read(() => $getRoot().getTextContent());

function write(text: string): void {
  editor.update(() => {
    const paragraph = $createParagraphNode();
    if (text) paragraph.append($createTextNode(text));
    $getRoot().clear().append(paragraph);
    paragraph.selectEnd();
  });
}

/** Messengers send on Enter and swallow the key even when there is nothing to send. */
function deliver(): void {
  const text = draft();
  if (!text.trim()) return;
  say(text);
  write("");
}

editor.setRootElement(input);
registerPlainText(editor);
registerHistory(editor, createEmptyHistoryState(), 300);
editor.registerCommand(
  KEY_ENTER_COMMAND,
  (event) => {
    if (event?.shiftKey) return false;
    event?.preventDefault();
    deliver();
    return true;
  },
  COMMAND_PRIORITY_HIGH,
);
editor.registerUpdateListener(() => {
  const text = draft();
  composer.classList.toggle("filled", text !== "");
  send.disabled = !text.trim();
});
send.addEventListener("click", () => {
  deliver();
  editor.focus();
});
for (const example of document.querySelectorAll<HTMLButtonElement>(".try")) {
  example.addEventListener("click", () => {
    write(example.textContent);
    editor.focus();
  });
}

const now = Date.now();
for (const bubble of thread.querySelectorAll<HTMLElement>(".bubble")) {
  stamp(bubble, new Date(now - Number(bubble.dataset["minutesAgo"]) * 60_000));
}
closeRuns();
thread.scrollTop = thread.scrollHeight;
