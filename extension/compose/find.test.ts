// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import type { Site } from "../sites";
import { other } from "../sites/other";
import { composerAt, editableAt, findComposer } from "./find";

/** The element marked `id="x"` in this markup, or the first. */
function field(html: string): HTMLElement {
  document.body.innerHTML = html;
  return (document.querySelector("#x") ?? document.body.firstElementChild) as HTMLElement;
}

describe("never a composer, whatever the site says", () => {
  const anything: Site = { ...other, id: "known", composer: () => true };

  it.each([
    '<input type="password">',
    '<input type="text" placeholder="Message">',
    '<input type="search">',
    '<textarea autocomplete="street-address"></textarea>',
    '<textarea autocomplete="shipping street-address"></textarea>',
    '<textarea autocomplete="one-time-code"></textarea>',
    '<textarea autocomplete="cc-number"></textarea>',
    '<textarea autocomplete="email"></textarea>',
    '<textarea inputmode="numeric"></textarea>',
    '<textarea inputmode="email"></textarea>',
    '<textarea readonly></textarea>',
    '<textarea disabled></textarea>',
    '<div contenteditable="true" role="searchbox"></div>',
    '<div contenteditable="true" role="combobox"></div>',
    '<div role="search"><div id="x" contenteditable="true" role="textbox"></div></div>',
    '<div contenteditable="true" role="textbox" aria-readonly="true"></div>',
    "<button>Send</button>",
    "<p>text</p>",
  ])("%s", (html) => {
    expect(composerAt(field(html), anything)).toBeNull();
  });
});

describe("on a site that the person added", () => {
  it.each([
    '<textarea placeholder="Write a message"></textarea>',
    '<textarea></textarea>',
    '<div contenteditable="true" role="textbox" aria-label="Message"></div>',
    '<div contenteditable="true" data-lexical-editor="true"></div>',
    '<div contenteditable="plaintext-only"></div>',
    '<div contenteditable="true" role="combobox" aria-multiline="true" aria-label="Reply"></div>',
  ])("takes %s", (html) => {
    expect(composerAt(field(html), other)).not.toBeNull();
  });

  it.each([
    '<textarea placeholder="Search"></textarea>',
    '<textarea name="billing_address"></textarea>',
    '<textarea id="userEmail"></textarea>',
    '<textarea aria-label="Card number"></textarea>',
    '<div contenteditable="true" aria-label="Subject"></div>',
    '<div contenteditable="true" data-placeholder="Title"></div>',
  ])("leaves %s alone", (html) => {
    expect(composerAt(field(html), other)).toBeNull();
  });
});

describe("the editing host", () => {
  it("is the outermost editable element", () => {
    field('<div contenteditable="true"><p><span id="in">words</span></p></div>');

    expect(editableAt(document.querySelector("#in"))).toBe(document.body.firstElementChild);
    expect(editableAt(document.body)).toBeNull();
    expect(editableAt(null)).toBeNull();
  });

  it("is found on a page that nobody has touched", () => {
    field('<input><main><textarea placeholder="Message"></textarea></main>');
    expect(findComposer(other)?.localName).toBe("textarea");
    field('<input type="search"><textarea placeholder="Search"></textarea>');
    expect(findComposer(other)).toBeNull();
  });
});
