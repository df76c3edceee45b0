import { fake } from "../testing/browser";
import { beforeEach, expect, it } from "vitest";
import { runOnAddedSites } from "./tabs";

beforeEach(() => fake.reset());

it("runs on exactly the sites that were added, and on the known ones once only", async () => {
  await runOnAddedSites();
  await runOnAddedSites(); // at every start

  expect(fake.registered).toMatchObject([{ matches: ["https://chat.example/*"], js: ["compose.js"] }]);
});

it("runs nowhere else once the last one was taken back", async () => {
  await runOnAddedSites();
  fake.granted.clear();
  await runOnAddedSites();

  expect(fake.registered).toEqual([]);
});
