import { show } from "../ui/page";
import { Home } from "./app";

show(<Home />);
