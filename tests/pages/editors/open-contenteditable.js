/** An editing host in an open shadow root, as Reddit's chat has its composer. */
import { run } from "../page.js";
import { editingHost, inShadow } from "../plain.js";

run({ shape: { address: (name) => `?with=${name}` }, mount: (place, deliver) => inShadow(place, editingHost(deliver), "open") });
