/** A text area and its button in an open shadow root, as Reddit's chat has them. */
import { el, run } from "../page.js";
import { inShadow, textArea } from "../plain.js";

run({
  shape: { button: null, address: (name) => `/room/${name}` },
  mount(place, deliver) {
    const button = el("button", { type: "button", "aria-label": "Send message" }, "➤");
    button.addEventListener("click", deliver);
    const area = textArea(deliver);
    return { ...inShadow(place, area, "open", "rs-message-composer", (field) => el("form", {}, field, button)), button };
  },
});
