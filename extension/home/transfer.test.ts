import "../testing/browser";
import { describe, expect, it } from "vitest";
import type { Catalogue, Settings } from "../lib/wire";
import { results } from "../testing/golden";
import { exported, imported } from "./transfer";

const catalogue = results("/v1/catalogue")[0] as Catalogue;
const settings = (more: Partial<Settings> = {}): Settings => ({
  ...(results("/v1/settings/get")[0] as Settings), defaults: {}, sites: {}, ...more,
});
const file = (more: object = {}): string => JSON.stringify({ breather: "choices", format: 1, defaults: {}, sites: {}, ...more });

describe("choices as a file", () => {
  it("come back as they went", () => {
    const before = settings({ defaults: { sharp: "off" }, sites: { "a.example": { on: false, checks: { murmur: "gate" } } } });

    expect(imported(JSON.stringify(exported(before)), catalogue, settings())).toEqual({
      defaults: { sharp: "off" },
      changes: [{ site: "a.example", on: false, checks: { murmur: "gate" } }],
    });
  });

  it("take the place of what a named site had, and leave the others", () => {
    const now = settings({ defaults: { sharp: "off" }, sites: { "a.example": { on: true, checks: { sharp: "mark" } }, "b.example": { on: false, checks: {} } } });

    expect(imported(file({ sites: { "a.example": { on: true, checks: { murmur: "off" } } } }), catalogue, now)).toEqual({
      defaults: { sharp: null },
      changes: [{ site: "a.example", on: true, checks: { sharp: null, murmur: "off" } }],
    });
  });

  it.each([
    ["{", "not JSON"],
    ["[]", "not a file of Breather’s choices"],
    ['{"breather":"choices"}', "“format”"],
    [file({ format: 2 }), "newer Breather (format 2)"],
    [file({ sites: [] }), "“sites”"],
    [file({ defaults: { sharp: "loud" } }), "“loud” is no step for Sharp words (for Every site). The steps are off, mark, card, gate."],
    [file({ defaults: { lifeline: "off" } }), "“off” is no step for A lifeline"],
    [file({ sites: { "Chat.Example": { on: true, checks: {} } } }), "“Chat.Example” is not a site’s name"],
    [file({ sites: { "a.example": { checks: {} } } }), "The choices for a.example are not as they should be"],
    [file({ sites: { "a.example": { on: true, checks: { blam: "off" } } } }), "no check called “blam” (for a.example)"],
    [file({ sites: Object.fromEntries([...Array(1001).keys()].map((n) => [`s${n}.example`, { on: true, checks: {} }])) }), "1001 sites; at most 1000"],
  ])("say what is wrong: %#", (text, words) => {
    expect(imported(text, catalogue, settings())).toContain(words);
  });
});
