// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { readRich } from "./text";

/** Put markup into an editing host of ours; `wrap` is what editors with a model set. */
function host(html: string, wrap = true): HTMLElement {
  document.body.innerHTML = `<div contenteditable="true" style="white-space: ${wrap ? "pre-wrap" : "normal"}">${html}</div>`;
  return document.body.firstElementChild as HTMLElement;
}

const textOf = (html: string, wrap = true): string => readRich(host(html, wrap)).text;

beforeEach(() => document.body.replaceChildren());

describe("the text of a composer", () => {
  it.each([
    ["plain text", "I felt hurt", "I felt hurt"],
    ["nothing", "", ""],
    ["an empty Lexical composer", "<p><br></p>", ""],
    ["Lexical paragraphs", '<p><span data-lexical-text="true">one</span></p><p><span data-lexical-text="true">two</span></p>', "one\ntwo"],
    ["an empty Lexical paragraph between two", "<p><span>one</span></p><p><br></p><p><span>two</span></p>", "one\n\ntwo"],
    ["an empty Lexical paragraph at the end", "<p><span>one</span></p><p><br></p>", "one\n"],
    ["a Lexical line break", "<p><span>one</span><br><span>two</span></p>", "one\ntwo"],
    ["a Lexical line break at the end, kept open by another", '<p><span>one</span><br><br data-lexical-managed-linebreak="true"></p>', "one\n"],
    ["Slate's blocks", '<div data-slate-node="element"><span data-slate-string="true">one</span></div><div data-slate-node="element"><span data-slate-string="true">two</span></div>', "one\ntwo"],
    ["an empty Slate composer", '<div><span data-slate-placeholder="true">Message @noor</span><span data-slate-zero-width="n">\uFEFF<br></span></div>', ""],
    ["a line break of Slate's at the end, which it doubles", '<div><span data-slate-string="true">one\n\n</span></div>', "one\n"],
    ["a line break that holds nothing open but its own line", "<div><span>one\ntwo\n</span></div><div>three</div>", "one\ntwo\nthree"],
    ["what a chip shows", '<p>hey <span contenteditable="false" class="mention">@Noor</span> ok?</p>', "hey @Noor ok?"],
    ["Slate's fillers around a chip", '<div>hey <span>\uFEFF</span><span contenteditable="false">@Noor<span>\uFEFF</span></span><span>\uFEFF</span> ok?</div>', "hey @Noor ok?"],
    ["emoji that are pictures", '<p>oh <img alt="😢" src="data:,"> no</p>', "oh 😢 no"],
    ["no sticker's description", '<p>oh <img alt="A dog that waves with both of its paws" src="data:,"></p>', "oh "],
    ["half-bold words", "<p>You <b>nev</b>er listen</p>", "You never listen"],
    ["list items", "<ul><li>one</li><li>two</li></ul>", "one\ntwo"],
    ["nested blocks", "<div><div>one</div><div><div>two</div></div></div>", "one\ntwo"],
    ["text beside a block", "one<div>two</div>three", "one\ntwo\nthree"],
    ["spaces that are kept", "<p>  two  spaces </p>", "  two  spaces "],
    ["spaces that were hard", "<p>a&nbsp;b&nbsp;&nbsp;c</p>", "a b  c"],
    ["hidden parts", '<p>one<span style="display: none">two</span></p>', "one"],
    ["ZWJ families, flags, marks, right-to-left", "<p>👨‍👩‍👧 🇩🇪 e\u0301 עייף</p>", "👨‍👩‍👧 🇩🇪 e\u0301 עייף"],
    ["a zero-width space that an editor put in", "<p>\u200Bone\u200B</p>", "one"],
  ])("is what the person sees: %s", (_, html, text) => {
    expect(textOf(html)).toBe(text);
  });

  it.each([
    ["a run of white space", "one \n   two", "one two"],
    ["white space between blocks", "<div>\n  <p>one</p>\n  <p>two</p>\n</div>", "one\ntwo"],
    ["white space at both ends", "<p>  one </p>", "one"],
    ["white space across elements", "<p>one <b> two</b></p>", "one two"],
    ["white space beside a break", "<p>one <br> two</p>", "one\ntwo"],
  ])("collapses where the page collapses: %s", (_, html, text) => {
    expect(textOf(html, false)).toBe(text);
  });

  it("is the same in a text field of ours and in every rebuilt node", () => {
    const field = host("<p>one</p>");
    field.innerHTML = "<p>three</p><p>four</p>";

    expect(readRich(field).text).toBe("three\nfour");
  });
});

describe("where the text stands", () => {
  /** Read the text back through the pieces: each must hold exactly what the text says there. */
  function throughPieces(html: string, wrap = true): string {
    const { text, pieces } = readRich(host(html, wrap));
    const units = [...Array(text.length).keys()].map(() => "\n"); // what stands nowhere is a line's end
    for (const { start, end, node, from } of pieces) {
      const here = node instanceof Text ? node.data.slice(from, from + end - start) : (node.getAttribute("alt") ?? "");
      here.replaceAll("\u00A0", " ").split("").forEach((unit, i) => (units[start + i] = unit));
      expect(end - start).toBe(here.length);
    }
    return units.join("");
  }

  it.each([
    "<p>You <b>nev</b>er listen</p><p><br></p><p>at&nbsp;all</p>",
    '<p>😢 <img alt="🙂" src="data:,">\u200Bhey <span contenteditable="false">@Noor</span><br>two</p>',
    '<div>\uFEFF<span>a</span>\uFEFF<span>b</span></div>',
  ])("is kept to the code unit: %s", (html) => {
    expect(throughPieces(html)).toBe(readRich(host(html)).text);
  });

  it("is kept where white space collapses", () => {
    const html = "<div>\n  <p>You   <i>never</i>\n listen </p>\n</div>";

    expect(throughPieces(html, false).replaceAll("\n", " ")).toBe("You never listen");
    expect(readRich(host(html, false)).text).toBe("You never listen");
  });
});
