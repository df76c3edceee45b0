import { expect, it } from "vitest";
import type { Finding } from "../lib/wire";
import { pieces } from "./marked";

const finding = (start: number, end: number, more: Partial<Finding> = {}): Finding => ({ check: "sharp", level: "pause", show: "card", start, end, mark: true, ...more });

it("cuts a text where marks begin and end, overlapping ones too, and loses nothing of it", () => {
  const text = "never ever, 😢 ok";
  const cut = pieces(text, [finding(0, 10), finding(6, 14, { show: "mark" })]);

  expect(cut.map((piece) => piece.text)).toEqual(["never ", "ever", ", 😢", " ok"]);
  expect(cut.map(({ checks }) => checks.length)).toEqual([1, 2, 1, 0]);
});

it("underlines neither what speaks of the whole nor words of somebody in danger, nor what is past the end", () => {
  expect(pieces("short", [finding(0, 5, { mark: false }), finding(0, 5, { level: "care" }), finding(2, 50)]).every(({ checks }) => checks.length === 0)).toBe(true);
});
