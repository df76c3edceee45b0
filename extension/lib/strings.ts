/**
 * Every word of the extension's own, in one place and ready for translation.
 *
 * What is said about a check comes from the server's catalogue and is not here. Kind, plain, short; never a verdict.
 */
import type { Connection } from "./messages";

interface State {
  readonly title: string;
  /** What to do, in one line. */
  readonly remedy: string;
}

const connection: Readonly<Record<Connection, State>> = {
  connected: { title: "Connected", remedy: "Everything stays on this machine." },
  "not-running": { title: "Not connected", remedy: "Breather is not running. Start it here, or run “breather serve” in a terminal." },
  "not-paired": { title: "Not paired yet", remedy: "Run “breather pair” in a terminal and paste the code here." },
  "wrong-version": { title: "Versions differ", remedy: "Update Breather and this extension to the same version, then reload both." },
};

export const strings = {
  name: "Breather",
  connection,
  badgeOff: "off",
  badgeSnoozed: "zz",

  noHost: "The browser found no Breather to start. Run “breather setup” in a terminal once, then try again.",
  notACode: "That is not a pairing code. It has 26 letters and digits; “breather pair” prints one.",
  codeButNobody: "Nobody answered. Start Breather first, then paste the code again.",
  codeRefused: "That code was not accepted. Run “breather pair” for a new one.",

  card: {
    fine: "It’s fine",
    fineHint: "Quiet about this for the rest of this draft",
    notHere: "Not here",
    notHereHint: "Turn this check off on this site",
    snooze: "Snooze an hour",
    why: "Why this?",
    close: "Close",
    upToYou: "Up to you, always.",
    again: "Press Enter again to send it as it is.",
    againClick: "Press Send again to send it as it is.",
    words: "The words",
    idea: "The idea behind it",
    mistaken: "When it may be wrong",
    /** Said once by a screen reader. It tells nothing of the draft: a page could find it. */
    announce: "Breather has a thought about this draft. Press Alt+B to read it.",
  },

  popup: {
    site: "This site",
    siteSwitch: (site: string): string => `Breather on ${site}`,
    siteOn: "On. Drafts here are read on this machine only.",
    siteOff: "Off. Nothing that is typed here is looked at.",
    attached: "Ready when you write.",
    notAttached: "Not attached here: no place to write was found on this page.",
    notOnPage: "Breather does not run on this page.",
    reloadPage: "If this is a messaging site, reload the page once.",
    addSite: "Use Breather on this site",
    start: "Start Breather",
    starting: "Starting…",
    pairLabel: "Pairing code",
    pairHint: "26 letters and digits",
    pair: "Pair",
    snoozed: (time: string): string => `Snoozed until ${time}.`,
    snooze: "Snooze an hour",
    wake: "Wake now",
    checks: "What to look for here",
    find: "Find a check",
    noMatch: "No check by that name.",
    usually: (title: string): string => `Usually: ${title}.`,
    groups: { pause: "Worth a pause", note: "Light touches", care: "Care" },
    saved: "Saved.",
    notSaved: "Not saved. Breather did not answer.",
    loading: "One moment…",
  },
} as const;
