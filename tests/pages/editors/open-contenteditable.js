/** An editing host in an open shadow root. */
import { run } from "../page.js";
import { editingHost, inShadow } from "../plain.js";

run({ shape: { address: (name) => `#${name}` }, mount: (place, deliver) => inShadow(place, editingHost(deliver), "open") });
