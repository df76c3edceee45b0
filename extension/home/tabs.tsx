/** Every tab, in order. */
import { Help } from "./help";
import { Privacy } from "./privacy";
import { Sites } from "./sites";
import type { Tab } from "./tab";
import { Tally } from "./tally";
import { Try } from "./try";

export const TABS: readonly Tab[] = [
  { id: "try", title: "tab_try", icon: "M4 20l4.5-1L19 8.5 15.5 5 5 15.5zM13.5 7l3.5 3.5", Body: Try },
  { id: "sites", title: "tab_sites", icon: "M4 6h16M4 12h16M4 18h16M9 3.5v5M15 9.5v5M8 15.5v5", Body: Sites },
  { id: "tally", title: "tab_tally", icon: "M5 20V11M12 20V4M19 20v-6", Body: Tally },
  { id: "privacy", title: "tab_privacy", icon: "M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13zM12 14.5v2", Body: Privacy },
  { id: "help", title: "tab_help", icon: "M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.4 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10z", Body: Help },
];
