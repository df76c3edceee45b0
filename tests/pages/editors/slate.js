/** Slate, as Discord wears it: Enter sends, and there is no send button. */
import { createElement as h } from "react";
import { createRoot } from "react-dom/client";
import { createEditor, Editor, Node, Transforms } from "slate";
import { withHistory } from "slate-history";
import { Editable, Slate, withReact } from "slate-react";
import { run, sends } from "../page.js";

run({
  shape: { tag: "form", button: null, address: (name) => `/channels/@me/${name}` },
  async mount(place, deliver) {
    const editor = withHistory(withReact(createEditor()));
    const keys = (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (sends(event.nativeEvent)) deliver();
      else if (event.shiftKey) Editor.insertSoftBreak(editor);
    };
    const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": "Message @Noor", onKeyDown: keys };
    const initialValue = [{ type: "line", children: [{ text: "" }] }];
    createRoot(place).render(h(Slate, { editor, initialValue }, h(Editable, attributes)));
    while (!place.firstElementChild) await new Promise(requestAnimationFrame);
    return {
      field: place.querySelector("[data-slate-editor]"),
      text: () => editor.children.map((line) => Node.string(line)).join("\n"),
      model: () => JSON.stringify(editor.children),
      write: (text) => {
        Transforms.select(editor, Editor.range(editor, []));
        Transforms.delete(editor);
        // One node a line break, as its own soft break makes it.
        text.split("\n").forEach((part, index) => {
          if (index) Editor.insertSoftBreak(editor);
          if (part) Transforms.insertText(editor, part);
        });
      },
    };
  },
});
