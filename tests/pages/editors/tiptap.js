/** Tiptap, with the kit that it is mostly used with. */
import "../trust.js";
import { Editor, Extension } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { run } from "../page.js";

run({
  shape: { address: (name) => `#${name}` },
  async mount(place, deliver) {
    const send = Extension.create({
      name: "send",
      priority: 1000,
      addKeyboardShortcuts: () => ({
        Enter() {
          deliver();
          return true;
        },
      }),
    });
    const editor = new Editor({
      element: place,
      injectCSS: false, // the policy allows no inline style
      extensions: [StarterKit.configure({ trailingNode: false }), send],
      editorProps: { attributes: { role: "textbox", "aria-multiline": "true", "aria-label": "Message" } },
    });
    await new Promise((done) => setTimeout(done)); // it is made ready in a task of its own
    return {
      field: editor.view.dom,
      text: () => editor.getText({ blockSeparator: "\n" }),
      model: () => JSON.stringify(editor.getJSON()),
      write(text) {
        const content = text.split("\n").flatMap((part, index) => [...(index ? [{ type: "hardBreak" }] : []), ...(part ? [{ type: "text", text: part }] : [])]);
        editor.chain().setContent({ type: "doc", content: [{ type: "paragraph", content }] }).setTextSelection(1e9).run();
      },
    };
  },
});
