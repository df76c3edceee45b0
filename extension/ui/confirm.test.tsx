// @vitest-environment happy-dom
/** Where the focus is after something that was asked for twice. */
import "../testing/browser";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Confirm } from "./confirm";

let end: () => void;

const button = (name: string) => [...document.querySelectorAll("button")].find((one) => one.textContent === name);
/** Let the work end, and what follows of it happen. */
const finish = () =>
  act(async () => {
    end();
    await new Promise((resolve) => setTimeout(resolve));
  });
const press = (name: string) => act(() => button(name)?.click());

beforeEach(async () => {
  const work = () => new Promise<void>((resolve) => (end = resolve));
  await act(() =>
    render(
      <>
        <Confirm label="Erase" sure="All of it?" yes="Yes, erase" act={work} />
        <button type="button">Elsewhere</button>
      </>,
      document.body,
    ),
  );
  await press("Erase");
  button("Yes, erase")?.focus();
  await press("Yes, erase");
});

afterEach(() => render(null, document.body));

test("the focus comes back to where it was asked", async () => {
  await finish();
  expect(document.activeElement).toBe(button("Erase"));
});

test("somebody who has gone on meanwhile is left there", async () => {
  button("Elsewhere")?.focus();
  await finish();
  expect(button("Yes, erase")).toBeUndefined();
  expect(document.activeElement).toBe(button("Elsewhere"));
});
