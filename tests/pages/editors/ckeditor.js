/** CKEditor 5, as Teams wears it: it sends on `beforeinput`, not on the key. */
import "../trust.js";
import { Essentials, InlineEditor, Paragraph } from "ckeditor5";
import "ckeditor5/ckeditor5.css";
import { el, run } from "../page.js";

run({
  shape: {
    title: { role: "treeitem", "aria-selected": "true" },
    named: "data-fui-tree-item-value",
    composer: { "data-tid": "chat-pane-compose-message-footer" },
    button: { "data-tid": "newMessageCommands-send" },
  },
  async mount(place, deliver) {
    const box = place.appendChild(el("div"));
    const editor = await InlineEditor.create(box, { licenseKey: "GPL", plugins: [Essentials, Paragraph], toolbar: [], ui: { poweredBy: { forceVisible: false } } });
    const { model, editing } = editor;
    editing.view.document.on(
      "enter",
      (event, data) => {
        if (data.isSoft) return;
        data.preventDefault();
        event.stop();
        deliver();
      },
      { priority: "high" },
    );
    editing.view.change((writer) => {
      const root = editing.view.document.getRoot();
      for (const [name, value] of Object.entries({ "data-tid": "ckeditor", role: "textbox", "aria-multiline": "true", "aria-label": "Type a message" })) writer.setAttribute(name, value, root);
    });
    const root = model.document.getRoot();
    const lines = (node) => [...node.getChildren()].map((child) => (child.is("$text") ? child.data : child.is("element", "softBreak") ? "\n" : lines(child))).join(node === root ? "\n" : "");
    return {
      field: editor.ui.getEditableElement(),
      text: () => lines(root),
      model: () => JSON.stringify([...root.getChildren()].map((child) => child.toJSON())),
      write: (text) =>
        model.change((writer) => {
          writer.remove(writer.createRangeIn(root));
          const line = writer.createElement("paragraph");
          writer.append(line, root);
          text.split("\n").forEach((part, index) => {
            if (index) writer.appendElement("softBreak", line);
            if (part) writer.appendText(part, line);
          });
          writer.setSelection(line, "end");
        }),
    };
  },
});
