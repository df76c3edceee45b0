/** Whether the day of some letter is over: told once, by a quiet dot on the toolbar button. Nothing nags. */
import type { Letters } from "../lib/wire";
import { showDue } from "./badge";
import { ask, connection } from "./server";
import { recall, remember } from "./session";

/** A day is long: it is enough to look now and then, when a page with a composer wakes us anyway. */
const LOOK_EVERY_MS = 600_000;

/** Look, where nobody has looked for a while. */
export async function lookForLetters(now: number): Promise<void> {
  if (now - ((await recall("lookedForLetters")) ?? 0) < LOOK_EVERY_MS || (await connection()) !== "connected") return;
  await remember({ lookedForLetters: now });
  const letters = await ask("/v1/letters/list", {});
  if (letters !== null) await noteLetters(letters);
}

/** Take over what is known of the letters now. */
export async function noteLetters({ letters }: Letters): Promise<void> {
  const due = letters.some(({ state, told }) => state === "ready" && !told);
  if (due === ((await recall("letterDue")) ?? false)) return;
  await remember({ letterDue: due });
  if ((await connection()) === "connected") await showDue(due);
}
