/** Quill, as Slack wears it: every line is a paragraph. */
import "../trust.js";
import Quill from "quill";
import { el, run } from "../page.js";

run({
  shape: { composer: { class: "composer c-wysiwyg_container" }, field: { "data-qa": "message_input" }, button: { "data-qa": "texty_send_button", "aria-label": "Send" }, address: (name) => `/client/${name}` },
  mount(place, deliver) {
    const box = place.appendChild(el("div"));
    const send = {
      key: "Enter",
      shiftKey: false,
      handler() {
        deliver();
        return false;
      },
    };
    const quill = new Quill(box, { formats: [], modules: { keyboard: { bindings: { enter: send } } } });
    const field = quill.root;
    for (const [name, value] of Object.entries({ role: "textbox", "aria-multiline": "true", "aria-label": "Message to Noor", "data-qa": "message_input" })) field.setAttribute(name, value);
    return {
      field,
      text: () => quill.getText().replace(/\n$/, ""),
      model: () => JSON.stringify(quill.getContents()),
      write(text) {
        quill.setText(text === "" ? "" : `${text}\n`);
        quill.setSelection(quill.getLength() - 1);
      },
    };
  },
});
