import { expect, it } from "vitest";
import catalogue from "../_locales/en/messages.json";
import { pseudo } from "./pseudo.mjs";

it.each(["longer", "rtl"])("changes every text and no placeholder: %s", (kind) => {
  const invented = pseudo(catalogue, kind);
  const places = (message) => message.match(/\$\w*\$/g);

  expect(Object.keys(invented)).toEqual(Object.keys(catalogue));
  for (const [key, { message }] of Object.entries(catalogue)) {
    expect([key, places(invented[key].message)]).toEqual([key, places(message)]);
    if (message.length > 8) expect([key, invented[key].message]).not.toEqual([key, message]);
    if (kind === "longer" && message.length > 8) expect(invented[key].message.length).toBeGreaterThanOrEqual(Math.floor(message.length * 1.4));
  }
  expect(invented.direction.message).toBe(kind === "rtl" ? "rtl" : "ltr");
});
