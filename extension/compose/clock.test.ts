import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Rest } from "./clock";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("typing", () => {
  it("is asked about once it rests, never per key", () => {
    const done = vi.fn();
    const rest = new Rest(done);
    for (let key = 0; key < 40; key++) {
      rest.changed(400);
      vi.advanceTimersByTime(399);
    }
    expect(done).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(done.mock.calls).toEqual([[40]]);
    vi.advanceTimersByTime(10_000);
    expect(done).toHaveBeenCalledTimes(1);
  });

  it("makes an answer stale with the next change, not before", () => {
    const rest = new Rest(() => undefined);
    rest.changed(400);
    const change = rest.now();

    expect(rest.isFresh(change)).toBe(true);
    rest.changed(400);
    expect(rest.isFresh(change)).toBe(false);
  });

  it("is not asked about any more when the draft is gone", () => {
    const done = vi.fn();
    const rest = new Rest(done);
    rest.changed(400);
    const change = rest.now();
    rest.changed(400);
    rest.cancel();
    vi.advanceTimersByTime(1000);

    expect(done).not.toHaveBeenCalled();
    expect(rest.isFresh(change)).toBe(false);
  });
});
