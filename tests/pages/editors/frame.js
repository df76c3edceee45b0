/** An editing host in an `about:blank` frame that the page writes itself, as old mail clients do. */
import { el, run } from "../page.js";
import { editingHost, styleFor } from "../plain.js";

run({
  shape: { address: (name) => `#${name}` },
  mount(place, deliver) {
    const frame = el("iframe", { title: "Message" });
    place.append(frame);
    const inside = frame.contentDocument;
    inside.adoptedStyleSheets = [styleFor(frame.contentWindow)];
    const host = editingHost(deliver, inside);
    inside.body.append(host.field);
    return { ...host, root: inside.body };
  },
});
