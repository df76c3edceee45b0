/** A text area in a closed shadow root: the page's own scripts cannot reach it from outside. */
import { run } from "../page.js";
import { textArea, inShadow } from "../plain.js";

run({ shape: { address: (name) => `#${name}` }, mount: (place, deliver) => inShadow(place, textArea(deliver), "closed") });
