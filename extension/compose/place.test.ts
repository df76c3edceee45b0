import { describe, expect, it } from "vitest";
import { around, place, type Box, type Place, type Size } from "./place";

const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom });
const stands = (at: Place, size: Size): Box => box(at.left, at.top, at.left + size.width, at.top + Math.min(size.height, at.maxHeight));
const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe("the card's place", () => {
  it("is above the composer, where its words begin", () => {
    expect(place({ width: 350, height: 280 }, box(20, 640, 740, 690), box(60, 650, 200, 670), { width: 760, height: 700 }, false)).toEqual({
      left: 60, top: 350, maxHeight: 622,
    });
  });

  it("ends where the words end, from right to left", () => {
    expect(place({ width: 350, height: 280 }, box(20, 640, 740, 690), box(500, 650, 700, 670), { width: 760, height: 700 }, true)?.left).toBe(350);
  });

  it("is below a composer at the top of the window", () => {
    expect(place({ width: 350, height: 280 }, box(20, 20, 740, 70), box(60, 30, 200, 50), { width: 760, height: 700 }, false)?.top).toBe(80);
  });

  it("is beside a composer that fills the window's height", () => {
    expect(place({ width: 300, height: 280 }, box(400, 10, 1000, 690), box(420, 30, 500, 50), { width: 1010, height: 700 }, false)?.left).toBe(90);
  });

  it("is nowhere when the composer fills the window", () => {
    expect(place({ width: 300, height: 280 }, box(0, 10, 320, 470), box(10, 20, 80, 40), { width: 320, height: 480 }, false)).toBeNull();
  });

  it("never covers text or button, never leaves the window, in windows of every size", () => {
    let placed = 0;
    for (const width of [320, 390, 760, 1280]) {
      for (const height of [240, 480, 700, 1080]) {
        for (const top of [0, 40, height / 3, height - 120, height - 48]) {
          for (const [left, right] of [[8, width - 8], [width / 2, width - 8], [8, width / 3]] as const) {
            for (const tall of [120, 290, 600, 1200]) {
              const size = { width: Math.min(352, width - 16), height: tall };
              const keep = around([box(left, top, right - 52, top + 44), box(right - 44, top, right, top + 44)]);
              const at = place(size, keep, box(left + 10, top + 8, left + 90, top + 30), { width, height }, tall === 290);
              if (at === null) continue;
              placed += 1;
              const card = stands(at, size);
              expect(meet(card, keep)).toBe(false);
              expect(card.left).toBeGreaterThanOrEqual(8);
              expect(card.right).toBeLessThanOrEqual(width - 8);
              expect(card.top).toBeGreaterThanOrEqual(8);
              expect(card.bottom).toBeLessThanOrEqual(height - 8);
            }
          }
        }
      }
    }
    expect(placed).toBeGreaterThan(700); // of 960: it is nearly always possible
  });
});
