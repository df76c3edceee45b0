import { show } from "../ui/page";
import { Popup } from "./app";

show(<Popup />);
