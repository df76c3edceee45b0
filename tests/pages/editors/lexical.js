/** Lexical, as WhatsApp Web wears it: the header names the chat, the address never changes. */
import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import { $createLineBreakNode, $createParagraphNode, $createTextNode, $getRoot, COMMAND_PRIORITY_HIGH, createEditor, KEY_ENTER_COMMAND } from "lexical";
import { el, run, sends } from "../page.js";

run({
  shape: { main: { id: "main" }, button: { "aria-label": "Send" } },
  mount(place, deliver) {
    const field = el("div", { contenteditable: "true", role: "textbox", "aria-label": "Type a message", "aria-multiline": "true", "data-tab": "10" });
    place.append(field);
    const editor = createEditor({
      namespace: "chat",
      onError(error) {
        throw error;
      },
    });
    editor.setRootElement(field);
    registerRichText(editor);
    registerHistory(editor, createEmptyHistoryState(), 300);
    editor.registerCommand(
      KEY_ENTER_COMMAND,
      (event) => {
        if (!event || !sends(event)) return false;
        event.preventDefault();
        deliver();
        return true;
      },
      COMMAND_PRIORITY_HIGH,
    );
    return {
      field,
      text: () => editor.getEditorState().read(() => $getRoot().getTextContent()),
      model: () => JSON.stringify(editor.getEditorState().toJSON()),
      write: (text) =>
        editor.update(
          () => {
            const line = $createParagraphNode();
            text.split("\n").forEach((part, index) => line.append(...(index ? [$createLineBreakNode()] : []), ...(part ? [$createTextNode(part)] : [])));
            $getRoot().clear().append(line);
            line.selectEnd();
          },
          { discrete: true },
        ),
    };
  },
});
