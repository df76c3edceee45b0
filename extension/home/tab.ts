/** What a tab is, and what it is given. One file a tab; `tabs.tsx` lists them. */
import type { ComponentType } from "preact";
import type { Overview } from "../lib/messages";
import type { Key } from "../lib/strings";

export interface TabProps {
  /** How things stand; null until it is known. */
  readonly overview: Overview | null;
  /** Look at how things stand again, after something was changed. */
  readonly refresh: () => Promise<void>;
  /** Have something said once, by screen readers too. */
  readonly say: (text: string) => void;
  /** What follows the tab's name in the address: `#letters/7` gives `["7"]`. */
  readonly rest: readonly string[];
}

export interface Tab {
  /** Its name in the address. */
  readonly id: string;
  readonly title: Key;
  /** A line drawing on a grid of 24. */
  readonly icon: string;
  readonly Body: ComponentType<TabProps>;
}
