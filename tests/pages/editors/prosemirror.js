/** ProseMirror, bare, on a site that the person has switched on. */
import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { schema } from "prosemirror-schema-basic";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { run } from "../page.js";

const lineBreak = (state, dispatch) => {
  dispatch(state.tr.replaceSelectionWith(schema.nodes.hard_break.create()).scrollIntoView());
  return true;
};

run({
  shape: { address: (name) => `#${name}` },
  mount(place, deliver) {
    const send = () => {
      deliver();
      return true;
    };
    const keys = { Enter: send, "Shift-Enter": lineBreak, "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo };
    const view = new EditorView(place, {
      state: EditorState.create({ schema, plugins: [history(), keymap(keys), keymap(baseKeymap)] }),
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": "Message" },
    });
    return {
      field: view.dom,
      text: () => view.state.doc.textBetween(0, view.state.doc.content.size, "\n", (leaf) => (leaf.type.name === "hard_break" ? "\n" : "")),
      model: () => JSON.stringify(view.state.doc.toJSON()),
      write(text) {
        const parts = text.split("\n").flatMap((part, index) => [...(index ? [schema.nodes.hard_break.create()] : []), ...(part ? [schema.text(part)] : [])]);
        const transaction = view.state.tr.replaceWith(0, view.state.doc.content.size, schema.nodes.paragraph.create(null, parts));
        view.dispatch(transaction.setSelection(TextSelection.atEnd(transaction.doc)));
      },
    };
  },
});
