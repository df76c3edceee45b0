/** A text area in an open shadow root, as Reddit's chat has its composer. */
import { run } from "../page.js";
import { textArea, inShadow } from "../plain.js";

run({ shape: { address: (name) => `?with=${name}` }, mount: (place, deliver) => inShadow(place, textArea(deliver), "open") });
