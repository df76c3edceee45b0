/** Draft.js, as X's messages wear it: it makes its text nodes anew all the time. */
import { ContentState, convertToRaw, Editor, EditorState, RichUtils } from "draft-js";
import { createElement as h, useState } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { run, sends } from "../page.js";

run({
  shape: { tag: "aside", button: { "data-testid": "dmComposerSendButton" }, address: (name) => `/messages/${name}` },
  async mount(place, deliver) {
    let state = EditorState.createEmpty();
    let show = () => undefined;
    const change = (next) => {
      state = next;
      show(next);
    };
    const handleReturn = (event) => {
      if (sends(event.nativeEvent ?? event)) deliver();
      else change(RichUtils.insertSoftNewline(state));
      return "handled";
    };
    function Composer() {
      const [editorState, set] = useState(state);
      show = set;
      return h(Editor, { editorState, onChange: change, handleReturn, role: "textbox", ariaMultiline: true, ariaLabel: "Message", editorKey: "composer", stripPastedStyles: true, webDriverTestID: "dmComposerTextInput" });
    }
    createRoot(place).render(h(Composer));
    while (!place.querySelector("[contenteditable]")) await new Promise(requestAnimationFrame);
    return {
      field: place.querySelector("[contenteditable]"),
      text: () => state.getCurrentContent().getPlainText("\n"),
      model: () => JSON.stringify(convertToRaw(state.getCurrentContent())),
      write: (text) => flushSync(() => change(EditorState.moveFocusToEnd(EditorState.push(state, ContentState.createFromText(text, "\0"), "remove-range")))),
    };
  },
});
