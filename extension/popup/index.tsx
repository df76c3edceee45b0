import { render } from "preact";
import { Popup } from "./app";

render(<Popup />, document.body);
