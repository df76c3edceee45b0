/** An editing host in a closed shadow root: the page's own scripts cannot reach it from outside. */
import { run } from "../page.js";
import { editingHost, inShadow } from "../plain.js";

run({ shape: { address: (name) => `#${name}` }, mount: (place, deliver) => inShadow(place, editingHost(deliver), "closed") });
