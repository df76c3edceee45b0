/** Every tab, in order. */
import { Help } from "./help";
import { Letters } from "./letters";
import { People } from "./people";
import { Privacy } from "./privacy";
import { Sites } from "./sites";
import type { Tab } from "./tab";
import { Tally } from "./tally";
import { Try } from "./try";

export const TABS: readonly Tab[] = [
  { id: "try", title: "tab_try", icon: "M4 20l4.5-1L19 8.5 15.5 5 5 15.5zM13.5 7l3.5 3.5", Body: Try },
  { id: "letters", title: "tab_letters", icon: "M4 6.5h16v12H4zM4 7l8 6.5L20 7", Body: Letters },
  { id: "people", title: "tab_people", icon: "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3.5 19c.4-3.4 2.6-5.2 5.5-5.2s5.1 1.8 5.5 5.2M15.5 5.2a2.9 2.9 0 0 1 0 5.4M17 14.2c2 .6 3.2 2.2 3.5 4.8", Body: People },
  { id: "sites", title: "tab_sites", icon: "M4 6h16M4 12h16M4 18h16M9 3.5v5M15 9.5v5M8 15.5v5", Body: Sites },
  { id: "tally", title: "tab_tally", icon: "M5 20V11M12 20V4M19 20v-6", Body: Tally },
  { id: "privacy", title: "tab_privacy", icon: "M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13zM12 14.5v2", Body: Privacy },
  { id: "help", title: "tab_help", icon: "M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.4 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10z", Body: Help },
];
