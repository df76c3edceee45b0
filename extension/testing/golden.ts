/** The golden talk that the server's tests prove too. Read as a file: it holds half a surrogate pair, which bundlers refuse. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { WireError } from "../lib/wire";

interface Turn {
  readonly name: string;
  readonly path: string;
  readonly body: object;
  readonly status: number;
  readonly answer: { readonly result: object } | { readonly error: WireError };
}

export const golden = JSON.parse(readFileSync(resolve(fileURLToPath(import.meta.url), "../../../tests/wire/talk.json"), "utf8")) as {
  readonly now: number;
  readonly talk: readonly Turn[];
};

/** The results of every turn whose path starts so. */
export function results(path: string): object[] {
  return golden.talk.flatMap((turn) => (turn.path.startsWith(path) && "result" in turn.answer ? [turn.answer.result] : []));
}
