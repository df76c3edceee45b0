/** A bare editing host, as Telegram Web wears it. */
import { run } from "../page.js";
import { editingHost } from "../plain.js";

run({
  shape: { composer: { class: "composer chat-input" }, button: { class: "send btn-send" }, address: (name) => `#${name}` },
  mount(place, deliver) {
    const host = editingHost(deliver);
    host.field.classList.add("input-message-input");
    place.append(host.field);
    return host;
  },
});
