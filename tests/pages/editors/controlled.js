/** A text area that React controls: what it shows is what React's state says. */
import { createElement as h, useState } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { run, sends } from "../page.js";

run({
  shape: { tag: "form", address: (name) => `#${name}` },
  async mount(place, deliver) {
    let state = "";
    let show = () => undefined;
    const write = (text) => {
      state = text;
      flushSync(() => show(text));
    };
    const keys = (event) => {
      if (!sends(event.nativeEvent)) return;
      event.preventDefault();
      deliver();
    };
    function Composer() {
      const [value, set] = useState("");
      show = set;
      const onChange = (event) => {
        state = event.target.value;
        set(state);
      };
      return h("textarea", { value, onChange, onKeyDown: keys, "aria-label": "Message", placeholder: "Message…" });
    }
    createRoot(place).render(h(Composer));
    while (!place.firstElementChild) await new Promise(requestAnimationFrame);
    return { field: place.querySelector("textarea"), text: () => state, model: () => JSON.stringify(state), write };
  },
});
