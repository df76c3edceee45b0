/**
 * The content script. On a page without a composer it is these few listeners and nothing else.
 *
 * They are on `window`, capture, and there before the page's own, so that the gate can stop a press in time.
 */
import { alive, api } from "../lib/api";
import type { Attached, Kept, Notice, Who } from "../lib/messages";
import { adapter } from "./adapter";
import { composerAt, editableAt, findComposer } from "./find";
import { hasMenu } from "./composer";
import { Hold } from "./hold";
import { Link } from "./link";
import { SendKeys } from "./sendkey";
import { Session } from "./session";
import { deepest, deepTarget } from "./shadow";
import { clearAway, Surface } from "./surface";
import { siteName } from "./where";

/** Where a copy of this script that an update left behind is found and stopped by the next. */
const RUNNING = Symbol.for("breather.stop");
const page = globalThis as { [RUNNING]?: () => void };

/** How soon after a press a site has surely taken the draft. */
const SENT_MS = 100;

const stop = new AbortController();
const link = new Link(siteName(window), () => stop.abort());
const hold = new Hold();
const keys = new SendKeys();
let surface: Surface | null = null;
let session: Session | null = null;

/** See whether the person is writing in a composer now. */
function look(target: Element | null, typing: boolean): void {
  if (session?.holds(target) === true) return session.sync();
  const field = editableAt(target);
  if (field !== null || target?.localName === "input") session?.pause();
  if (field === null) return;
  const site = adapter();
  const composer = site && composerAt(target, site);
  if (!site || !composer || link.site === "") return;
  session?.end();
  surface ??= new Surface();
  session = new Session(composer, site, link, surface, typing);
}

function keydown(event: KeyboardEvent): void {
  if (!event.isTrusted || !session) return;
  const inCard = surface?.host === event.target;
  if (event.key === "Escape" && session.cardOpen && (inCard || !hasMenu(session.element))) {
    swallow(event);
    return session.close();
  }
  if (inCard) return event.stopImmediatePropagation(); // the browser still presses our button; the page hears nothing
  if (event.code === "KeyB" && event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    if (session.enter()) swallow(event);
    return;
  }
  const mine = event.key === "Enter" && session.holds(deepTarget(event)) && !hasMenu(session.element);
  if (mine && keys.sends(event, session.site.sendKey)) hold.enter(event, session);
  else hold.letGo();
  if (mine) lookLater(event.ctrlKey || event.metaKey || event.shiftKey ? null : session.text);
}

function click(event: MouseEvent): void {
  if (!event.isTrusted || !session || surface?.host === event.target) return;
  const button = session.site.sendButton(session.element);
  if (button && event.composedPath().includes(button)) hold.click(event, session, button);
  lookLater();
}

/** A site empties a text area without a word; see what became of the draft, and what Enter alone does here. */
function lookLater(before: string | null = null): void {
  setTimeout(() => {
    session?.sync();
    if (session && before !== null) keys.learn(before, session.text);
  }, SENT_MS);
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Listen, and let no fault of ours reach the page: without us the key, the click, the text are simply the page's. */
function on<K extends keyof WindowEventMap>(name: K, handle: (event: WindowEventMap[K]) => void, passive = false): void {
  const safely = (event: WindowEventMap[K]): void => {
    if (!alive()) return stop.abort();
    try {
      handle(event);
    } catch {
      session?.end();
      session = null;
    }
  };
  window.addEventListener(name, safely, { capture: true, passive, signal: stop.signal });
}

function notice(message: Notice, _: unknown, reply: (answer: Who | Attached | Kept | null) => void): boolean {
  const site = adapter();
  if (message.kind === "changed") void (session ? session.refresh() : link.hello());
  if (message.kind === "who" && window === window.top) reply({ site: link.site, messaging: site !== null });
  if (message.kind === "attached" && site) {
    const composer = session?.element.isConnected === true ? session.element : findComposer(site);
    if (composer) reply({ conversation: site.conversation(composer) }); // other frames may know better than "no"
  }
  if (message.kind !== "keep" || !session) return false;
  void session.keep().then(reply, () => reply(null));
  return true; // the answer comes later
}

page[RUNNING]?.();
page[RUNNING] = () => stop.abort();
on("focusin", (event) => look(deepTarget(event), false), true);
on("input", (event) => look(deepTarget(event), true), true);
on("compositionstart", () => session?.compose(true), true);
on("compositionend", () => session?.compose(false), true);
on("keydown", keydown);
on("keypress", (event) => surface?.host === event.target && event.stopImmediatePropagation());
on("keyup", (event) => surface?.host === event.target && event.stopImmediatePropagation());
on("click", click);
on("blur", (event) => event.target === window && document.activeElement?.localName === "iframe" && session?.pause(), true);
api.runtime.onMessage.addListener(notice);
clearAway();
look(deepest(document.activeElement), false); // where an update put this script into a page that is open already
stop.signal.addEventListener("abort", () => {
  session?.end();
  surface?.remove();
  try {
    api.runtime.onMessage.removeListener(notice);
  } catch {
    // an orphaned script has no runtime to say goodbye to
  }
});
