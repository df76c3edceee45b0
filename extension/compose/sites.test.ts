// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { matches, sites, unanswered, type SendKey, type Site } from "../sites";
import { other } from "../sites/other";
import { composerAt } from "./find";

/** One invented page a site, shaped as the site's public users describe it. `x` is the composer, `send` its button. */
interface Page {
  readonly id: string;
  readonly url: string;
  readonly html: string;
  /** Places to write that are no composers. */
  readonly not: readonly string[];
  readonly sendKey: SendKey;
  readonly conversation: string;
  /** Own messages since their last; null where the page does not show it. */
  readonly own: number | null;
}

const rich = (more: string): string => `<div contenteditable="true" role="textbox" ${more}></div>`;

const pages: readonly Page[] = [
  {
    id: "whatsapp", url: "https://web.whatsapp.com/",
    html: `<div id="main"><header><span dir="auto">Noor</span><span dir="auto">typing…</span></header>
      <div class="message-out">a</div><div class="message-in">b</div><div class="message-out">c</div><div class="message-out">d</div>
      <footer>${rich('id="x" data-lexical-editor="true" aria-label="Type to Card night"')}<button id="send"><span data-icon="send"></span></button></footer></div>`,
    not: [`<div id="side">${rich('data-lexical-editor="true" aria-label="Search"')}</div>`],
    sendKey: "either", conversation: "Noor", own: 2,
  },
  {
    id: "messenger", url: "https://www.facebook.com/messages/t/1042",
    html: `<div role="group">${rich('id="x" data-lexical-editor="true" aria-label="Message"')}<div id="send" role="button" aria-label="Press enter to send"></div></div>`,
    not: ['<textarea placeholder="Bio"></textarea>'],
    sendKey: "enter", conversation: "/messages/t/1042", own: null,
  },
  {
    id: "instagram", url: "https://www.instagram.com/direct/t/77",
    html: `<div id="row"><div role="button" aria-label="Emoji"></div><div>${rich('id="x" spellcheck="false"')}</div><div id="send" role="button">Send</div></div>`,
    not: ['<textarea aria-label="Add a comment"></textarea>'],
    sendKey: "enter", conversation: "/direct/t/77", own: null,
  },
  {
    id: "telegram", url: "https://web.telegram.org/k/#42",
    html: `<div class="bubble is-out"></div><div class="bubble is-in"></div><div class="bubble is-out"></div>
      <div class="chat-input"><div id="x" class="input-message-input" contenteditable="true"></div><button id="send" class="btn-send"></button></div>`,
    not: ['<div contenteditable="true" class="user-bio"></div>'],
    sendKey: "either", conversation: "/k/#42", own: 1,
  },
  {
    id: "telegram", url: "https://web.telegram.org/a/#42",
    html: `<div class="Message"></div><div class="Message own"></div><div class="Message own"></div><div class="Message own"></div>
      <div class="Composer"><div id="editable-message-text" class="x ProseMirror" contenteditable="true" role="textbox"></div><button id="send" class="main-button send"></button></div>`,
    not: [], sendKey: "either", conversation: "/a/#42", own: 3,
  },
  {
    id: "discord", url: "https://discord.com/channels/@me/9",
    html: `<form>${rich('id="x" data-slate-editor="true" aria-label="Message @noor"')}<button id="send" aria-label="Send Message"></button></form>`,
    not: ['<div contenteditable="true" role="combobox" data-slate-editor="true" aria-label="Search"></div>'],
    sendKey: "enter", conversation: "/channels/@me/9", own: null,
  },
  {
    id: "slack", url: "https://app.slack.com/client/T1/D2",
    html: `<div class="c-wysiwyg_container"><div data-qa="message_input"><div id="x" contenteditable="true" class="ql-editor" role="textbox"></div></div>
      <button id="send" data-qa="texty_send_button"></button></div>`,
    not: ['<div class="search"><div contenteditable="true" class="ql-editor" role="combobox"></div></div>'],
    sendKey: "either", conversation: "/client/T1/D2", own: null,
  },
  {
    id: "gmail", url: "https://mail.google.com/mail/u/0/#inbox",
    html: `<div role="dialog"><span email="noor@example.org"></span><span email="eli@example.org"></span><span email="noor@example.org"></span>
      <input name="subjectbox">${rich('id="x" g_editable="true" aria-label="Message Body"')}<div id="send" role="button" data-tooltip="Send ‪(Ctrl-Enter)‬"></div></div>`,
    not: ['<textarea name="to"></textarea>', '<div role="search"><div contenteditable="true" role="textbox" g_editable="true"></div></div>'],
    sendKey: "ctrl-enter", conversation: "eli@example.org noor@example.org", own: null,
  },
  {
    id: "outlook", url: "https://outlook.live.com/mail/0/inbox/id/AQ",
    html: `<div role="main"><div contenteditable="true" role="textbox" aria-label="To"><span aria-label="Noor Ali &lt;noor@example.org&gt;"></span></div>
      <div id="editorParent_1">${rich('id="x" aria-label="Message body, press Alt+F10 to exit"')}</div><button id="send" title="Send (Ctrl+Enter)"></button></div>`,
    not: [rich('aria-label="To"')], sendKey: "ctrl-enter", conversation: "noor@example.org", own: null,
  },
  {
    id: "x", url: "https://x.com/i/chat/10-30",
    html: '<form data-testid="dm-composer-form"><textarea id="x" data-testid="dm-composer-textarea"></textarea><button id="send" data-testid="dm-composer-send-button"></button></form>',
    not: [rich('data-testid="tweetTextarea_0"')], sendKey: "enter", conversation: "/i/chat/10-30", own: null,
  },
  {
    id: "x", url: "https://x.com/home",
    html: `<aside data-testid="DMDrawer">${rich('id="x" data-testid="dmComposerTextInput"')}<button id="send" data-testid="dmComposerSendButton"></button></aside>`,
    not: [], sendKey: "enter", conversation: "", own: null,
  },
  {
    id: "linkedin", url: "https://www.linkedin.com/messaging/thread/2-a/",
    html: `<div class="msg-convo-wrapper"><div class="msg-s-event-listitem msg-s-event-listitem--other"></div><div class="msg-s-event-listitem"></div>
      <form class="msg-form"><div id="x" class="msg-form__contenteditable" contenteditable="true" role="textbox"></div><button id="send" type="submit"></button></form></div>`,
    not: [rich('aria-label="Text editor for creating content"')], sendKey: "either", conversation: "/messaging/thread/2-a/", own: 1,
  },
  {
    id: "linkedin", url: "https://www.linkedin.com/feed/",
    html: `<div class="msg-overlay-conversation-bubble"><div class="msg-s-event-listitem"></div></div>
      <div class="msg-overlay-conversation-bubble"><header><a href="/in/noor/"></a></header><div class="msg-s-event-listitem"></div><div class="msg-s-event-listitem"></div>
      <form class="msg-form"><div id="x" class="msg-form__contenteditable" contenteditable="true" role="textbox"></div><button id="send" class="msg-form__send-btn"></button></form></div>`,
    not: [], sendKey: "either", conversation: "/in/noor/", own: 2,
  },
  {
    id: "googlemessages", url: "https://messages.google.com/web/conversations/5",
    html: `<mws-message-wrapper class="incoming"></mws-message-wrapper><mws-message-wrapper class="outgoing"></mws-message-wrapper>
      <mws-message-compose><mws-autosize-textarea><textarea id="x"></textarea></mws-autosize-textarea><mws-message-send-button><button id="send"></button></mws-message-send-button></mws-message-compose>`,
    not: ["<textarea></textarea>"], sendKey: "either", conversation: "/web/conversations/5", own: 1,
  },
  {
    id: "googlechat", url: "https://chat.google.com/u/0/frame?shell=9#chat/dm/Zz",
    html: `<c-wiz data-group-id="dm/Zz"><form>${rich('id="x" g_editable="true"')}<button id="send" aria-label="Send message"></button></form></c-wiz>`,
    not: [rich('aria-label="Status"')], sendKey: "enter", conversation: "dm/Zz", own: null,
  },
  {
    id: "teams", url: "https://teams.microsoft.com/v2/",
    html: `<div role="treeitem" aria-selected="true" data-fui-tree-item-value="19:abc"></div><div role="treeitem" data-fui-tree-item-value="19:def"></div>
      <div class="fui-ChatMessage"></div><div class="fui-ChatMyMessage"></div><div class="fui-ChatMyMessage"></div>
      <form>${rich('id="x" data-tid="ckeditor" class="ck ck-editor__editable"')}<button id="send" data-tid="newMessageCommands-send"></button></form>`,
    not: [rich('data-tid="status-message"')], sendKey: "either", conversation: "19:abc", own: 2,
  },
  {
    id: "snapchat", url: "https://www.snapchat.com/web/0e4c3a52-0000-4000-8000-1234567890ab",
    html: `<main><button>Call</button><div><div>${rich('id="x"')}</div><button id="send"><svg></svg></button></div></main><button>Help</button>`,
    not: ["<textarea></textarea>"], sendKey: "enter", conversation: "/web/0e4c3a52-0000-4000-8000-1234567890ab", own: null,
  },
  {
    id: "demo", url: "http://127.0.0.1:8467/demo/",
    html: `<main data-conversation="noor"><p data-from="them"></p><p data-from="me"></p><footer>${rich('id="x" aria-label="Message"')}<button id="send" aria-label="Send"></button></footer></main>
      <button aria-label="Send"></button>`,
    not: ['<input type="search">'], sendKey: "either", conversation: "noor", own: 1,
  },
];

const { happyDOM } = window as unknown as { happyDOM: { setURL(url: string): void } };
const at = (selector: string): HTMLElement | null => document.querySelector<HTMLElement>(selector);

function show(page: Pick<Page, "url" | "html">): HTMLElement {
  happyDOM.setURL(page.url);
  document.body.innerHTML = page.html;
  const composer = at("#x, .x");
  if (!composer) throw new Error("This page has no composer.");
  return composer;
}

/** The site whose scripts the manifest gives to this address. */
function of(url: string): Site {
  const { protocol, hostname, pathname } = new URL(url);
  const whole = `${protocol}//${hostname}${pathname}`;
  return sites.find((site) => matches(site).some((match) => whole.startsWith(match.replace("*", "")))) ?? other;
}

describe.each(pages)("$id at $url", ({ id, url, html, not, sendKey, conversation, own }) => {
  let composer: HTMLElement;
  let site: Site;
  beforeEach(() => {
    composer = show({ url, html });
    site = of(url);
  });

  it("is known by its address, and nowhere near it", () => {
    expect([site.id, site.path?.test(new URL(url).pathname) ?? true]).toEqual([id, true]);
    for (const like of [`https://${new URL(url).hostname}.example/`, `https://my-${new URL(url).hostname}.example/`]) expect(of(like).id).toBe("other");
  });

  it("has one composer, and takes nothing else for it", () => {
    expect(composerAt(composer, site)).toBe(composer);
    for (const markup of not) {
      document.body.innerHTML = markup;
      const field = at("[contenteditable], textarea, input");
      expect(field).not.toBeNull();
      expect(composerAt(field, site)).toBeNull();
    }
  });

  it("sends as the site does", () => {
    expect(site.sendKey).toBe(sendKey);
    expect(site.sendButton(composer)).toBe(at("#send"));
  });

  it("tells its conversations apart", () => {
    expect(site.conversation(composer)).toBe(conversation);
  });

  it("counts own messages since their last, and reads none", () => {
    expect(unanswered(composer, site)).toBe(own);
  });
});

describe("a site that marks no button", () => {
  const { instagram: sole } = Object.fromEntries(sites.map((site) => [site.id, site]));
  const button = (row: string): string | undefined => sole?.sendButton(show({ url: "https://www.instagram.com/direct/t/77", html: row }))?.id;

  it("has none while others stand beside it: nothing tells which one sends", () => {
    expect(button(`<div>${rich('id="x"')}<button>Voice</button><button id="send">Like</button></div>`)).toBeUndefined();
    expect(button(`<div>${rich('id="x"')}<button style="display: none">Voice</button><button id="send">Send</button></div>`)).toBe("send");
  });

  it("takes a button that holds another for one, and none from elsewhere on the page", () => {
    expect(button(`<div>${rich('id="x"')}<div id="send" role="button"><button></button></div></div>`)).toBe("send");
    expect(button(`<main>${rich('id="x"')}</main><button>Elsewhere</button>`)).toBeUndefined();
    expect(button(`<div><button>Before</button>${rich('id="x"')}</div>`)).toBeUndefined();
  });
});

describe("Reddit's chat", () => {
  /** Its text area lies in shadow roots, one in the other. */
  function chat(): HTMLElement {
    document.body.replaceChildren(document.createElement("rs-app"));
    const app = document.body.firstElementChild?.attachShadow({ mode: "open" });
    app?.append(document.createElement("rs-message-composer"));
    const root = app?.firstElementChild?.attachShadow({ mode: "open" });
    if (root) root.innerHTML = '<form><textarea id="x" name="message"></textarea><button id="send" type="submit"></button></form>';
    return root?.querySelector("textarea") as HTMLElement;
  }

  it("is found through its shadow roots; comments are left alone", () => {
    happyDOM.setURL("https://chat.reddit.com/room/abc");
    const site = of("https://chat.reddit.com/room/abc");
    const composer = chat();

    expect(composerAt(composer, site)).toBe(composer);
    expect(site.sendButton(composer)?.id).toBe("send");
    expect([site.sendKey, site.conversation(composer), unanswered(composer, site)]).toEqual(["enter", "/room/abc", null]);
    document.body.innerHTML = "<textarea></textarea>";
    expect(composerAt(at("textarea"), site)).toBeNull();
  });

  it("has no conversation's name in the corner of another page", () => {
    happyDOM.setURL("https://www.reddit.com/r/bread/");

    expect(of("https://www.reddit.com/r/bread/").conversation(chat())).toBe("");
  });
});

describe("a thread", () => {
  const demo = of("http://127.0.0.1/demo/");
  const count = (...from: string[]): number | null =>
    unanswered(show({ url: "http://127.0.0.1/demo/", html: `${from.map((who) => `<p data-from="${who}"></p>`).join("")}<textarea id="x"></textarea>` }), demo);

  it("counts from the last message of theirs on", () => {
    expect([count("them"), count("them", "me"), count("me", "them", "me", "me"), count("me", "me")]).toEqual([0, 1, 2, 2]);
  });

  it("that shows nobody's messages is not known, which is not none", () => {
    expect(count()).toBeNull();
  });
});

describe("an address without a message", () => {
  it.each(["https://www.facebook.com/groups/1", "https://www.instagram.com/explore/", "https://discord.com/developers", "https://www.snapchat.com/add/noor"])(
    "%s is no part of the site's messages",
    (url) => expect(of(url).path?.test(new URL(url).pathname)).toBe(false),
  );

  it("on this machine has no adapter but the practice chat's", () => {
    expect([of("http://127.0.0.1:8457/").id, of("http://127.0.0.1:8467/demo/").id]).toEqual(["other", "demo"]);
  });
});

describe("a site that the person added", () => {
  it("finds the button of the composer's own form, and no other", () => {
    const composer = show({ url: "https://chat.example/room", html: '<form><textarea id="x"></textarea><button type="button">Emoji</button><button id="send">Go</button></form>' });
    expect(other.sendButton(composer)?.id).toBe("send");
    expect(other.sendButton(show({ url: "https://chat.example/room", html: '<textarea id="x"></textarea><button id="send">Go</button>' }))).toBeNull();
  });
});

it("docs/sites.md says what the adapters do", () => {
  const rows = readFileSync(resolve(fileURLToPath(import.meta.url), "../../../docs/sites.md"), "utf8").match(/^\| `.*/gm) ?? [];
  const said = new Map(rows.map((row) => row.split("|").map((cell) => cell.trim())).map(([, id = "", ...cells]) => [id.replaceAll("`", ""), cells]));

  expect([...said.keys()].sort()).toEqual(sites.map(({ id }) => id).sort());
  for (const { id, hosts, sendKey, thread } of sites) {
    const [where = "", sends = "", , , own] = said.get(id) ?? [];
    for (const host of hosts) expect(where).toContain(host);
    expect([sends.startsWith("Enter"), /Ctrl|setting/.test(sends)]).toEqual([sendKey !== "ctrl-enter", sendKey !== "enter"]);
    expect(own).toBe(thread ? "counted" : "not shown");
  }
});

it("the fifteen sites are all here, each once", () => {
  const ids = sites.map(({ id }) => id);

  expect(new Set(ids).size).toBe(16); // and the practice chat
  expect(new Set(sites.flatMap(({ hosts }) => hosts)).size).toBe(sites.flatMap(({ hosts }) => hosts).length);
  expect(new Set([...pages.map(({ id }) => id), "reddit"])).toEqual(new Set(ids));
});
