/** A bare text area, as Google Messages wears it. */
import { run } from "../page.js";
import { textArea } from "../plain.js";

run({
  shape: { tag: "mws-message-compose", button: { "data-e2e-send-text-button": "" }, address: (name) => `/web/conversations/${name}` },
  mount(place, deliver) {
    const area = textArea(deliver);
    place.append(area.field);
    return area;
  },
});
