/** Getting a pairing: from the native host by itself, or from a code that the person pastes. */
import { api } from "../lib/api";
import { readCode } from "../lib/encoding";
import { PORTS } from "../lib/identity";
import { deriveKeys } from "../lib/seal";
import { t } from "../lib/strings";
import { call, type Pairing } from "./client";
import { dropPairing, keepPairing, readPairing } from "./keyring";
import { askHost, inWords } from "./native";
import { recall, remember } from "./session";

/** Set when the person has ended the pairing: it is not made anew behind their back. */
const PARTED = "parted";

/** How often an extension without a pairing asks the host by itself. */
const ASK_AGAIN_MS = 10_000;

let held: Promise<Pairing | null> | null = null;
let asking: Promise<string | null> | null = null;

/** The pairing in use, if there is one. */
export function pairing(): Promise<Pairing | null> {
  return (held ??= readPairing());
}

/** Use and keep a pairing. */
export async function adopt(next: Pairing): Promise<void> {
  await keepPairing(next);
  held = Promise.resolve(next);
  await api.storage.local.remove(PARTED);
}

/** Ask the host for a pairing (starting the server on the way). Gives what went wrong in words, or null. One at a time. */
export function pairByHost(): Promise<string | null> {
  asking ??= (async () => {
    const answer = await askHost("pair");
    if (answer.kind !== "paired") return inWords(answer);
    await adopt({ keys: await deriveKeys(answer.secret), port: answer.port });
    return null;
  })().finally(() => (asking = null));
  return asking;
}

/** The person is ending the pairing: from here on nothing pairs by itself, not even a request that is refused meanwhile. */
export async function part(): Promise<void> {
  await api.storage.local.set({ [PARTED]: true });
}

/** Part with the server: the keys are forgotten, and nothing pairs by itself until the person presses something. */
export async function parted(): Promise<void> {
  await dropPairing();
  held = Promise.resolve(null);
  await part();
}

/** Pair anew after a refusal, where the person has not ended the pairing themselves. */
export async function pairAgain(): Promise<void> {
  if ((await api.storage.local.get(PARTED))[PARTED] !== true) await pairByHost();
}

/** Ask the host without anybody having pressed anything, but not over and over. */
export async function pairQuietly(): Promise<void> {
  if ((await api.storage.local.get(PARTED))[PARTED] === true) return;
  const now = Date.now();
  if (asking === null && now - ((await recall("lastAsked")) ?? 0) < ASK_AGAIN_MS) return;
  await remember({ lastAsked: now });
  await pairByHost();
}

/** Try a pasted code on the ports where Breather may listen. Gives what went wrong in words, or null. */
export async function pairByCode(code: string): Promise<string | null> {
  const secret = readCode(code);
  if (secret === null) return t("pair_not_a_code");
  const keys = await deriveKeys(secret);
  const outcome = await call("/v1/settings/get", {}, { keys, port: PORTS[0] ?? 0 });
  if (outcome.kind === "unreachable") return t("pair_nobody");
  if (outcome.kind !== "result") return t("pair_refused");
  await adopt({ keys, port: outcome.port });
  return null;
}
