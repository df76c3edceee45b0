/** Every tab, in order. */
import { Help } from "./help";
import { Privacy } from "./privacy";
import type { Tab } from "./tab";

export const TABS: readonly Tab[] = [
  { id: "privacy", title: "tab_privacy", icon: "M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13zM12 14.5v2", Body: Privacy },
  { id: "help", title: "tab_help", icon: "M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.4 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10z", Body: Help },
];
