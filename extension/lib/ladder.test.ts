import { describe, expect, it } from "vitest";
import { isOn, sameVersion, siteState, snoozedUntil, stepOf } from "./ladder";
import type { Catalogue, CatalogueCheck, Settings } from "./wire";

const NOW = 1_000_000;
const check = (id: string, step: CatalogueCheck["step"]): CatalogueCheck => ({
  id, title: id, about: "", level: "pause", step, sources: [], known_false_alarms: "",
});
const catalogue = { version: "0.1.0", language: "en", digest: "d", steps: [], checks: [check("blame", "card"), check("wall", "mark")] } satisfies Catalogue;
const settings = (sites: Settings["sites"], snoozed_until: number | null = null): Settings => ({ version: "0.1.0", digest: "d", tally: false, caps: { conversation: null, day: null }, defaults: {}, sites, snoozed_until });

describe("the ladder", () => {
  const chosen = settings({ "a.example": { on: true, checks: { blame: "gate" } }, "b.example": { on: false, checks: {} } });

  it("leaves a check where it usually stands until somebody says otherwise, and there only", () => {
    const [blame, wall] = catalogue.checks as [CatalogueCheck, CatalogueCheck];

    expect([stepOf(blame, chosen, "a.example"), stepOf(blame, chosen, "b.example"), stepOf(blame, null, "a.example")]).toEqual(["gate", "card", "card"]);
    expect(stepOf(wall, chosen, "a.example")).toBe("mark");
  });

  it("has every site on until it is turned off", () => {
    expect([isOn(chosen, "a.example"), isOn(chosen, "b.example"), isOn(chosen, "c.example"), isOn(null, "a.example")]).toEqual([true, false, true, true]);
  });

  it("tells a page whether it may ask and whether to keep the gate ready", () => {
    expect(siteState(chosen, catalogue, "a.example", NOW)).toEqual({ awake: true, until: null, gated: true });
    expect(siteState(chosen, catalogue, "b.example", NOW)).toEqual({ awake: false, until: null, gated: false });
    expect(siteState(null, null, "a.example", NOW)).toEqual({ awake: true, until: null, gated: false });
  });

  it("rests during a snooze and not after it", () => {
    expect(siteState(settings({}, NOW + 1), catalogue, "a.example", NOW)).toEqual({ awake: false, until: NOW + 1, gated: false });
    expect(siteState(settings({}, NOW), catalogue, "a.example", NOW).awake).toBe(true);
    expect(snoozedUntil(settings({}), NOW)).toBeNull();
  });
});

it("understands servers of the same first two numbers", () => {
  expect(sameVersion("0.1.0", "0.1.7")).toBe(true);
  expect(sameVersion("0.1.0", "0.2.0")).toBe(false);
  expect(sameVersion("1.1.0", "0.1.0")).toBe(false);
});
