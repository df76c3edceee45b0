/** A bare text area, as Google Messages wears it. */
import { run } from "../page.js";
import { textArea } from "../plain.js";

run({
  shape: { address: (name) => `?with=${name}` },
  mount(place, deliver) {
    const area = textArea(deliver);
    place.append(area.field);
    return area;
  },
});
