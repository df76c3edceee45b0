/** The only code that talks to the network, and only to this machine. */
import { PORTS } from "../lib/identity";
import { openReply, sealRequest, type Keys, type Place } from "../lib/seal";
import type { Verbs, WireError } from "../lib/wire";

/** The keys of a pairing and the port where the server last answered. */
export interface Pairing {
  readonly keys: Keys;
  readonly port: number;
}

/** What came of a call. A stranger on the port counts as nobody: it cannot answer what it cannot open. */
export type Outcome<T> =
  | { readonly kind: "result"; readonly result: T; readonly port: number }
  | { readonly kind: "error"; readonly error: WireError }
  | { readonly kind: "not-paired"; readonly port: number }
  | { readonly kind: "unreachable" | "aborted" };

/** How a call is made. */
export interface Manner {
  /** A newer call makes this one needless. */
  readonly signal?: AbortSignal;
  /** How long a port may take. Nobody waits for most answers, and a late one is better than none. */
  readonly patience?: number;
}

const PATIENCE_MS = 5000;

/** Call a verb: at the port that answered last, else at the other two. */
export async function call<V extends keyof Verbs>(
  verb: V,
  body: Verbs[V][0],
  pairing: Pairing,
  manner: Manner = {},
): Promise<Outcome<Verbs[V][1]>> {
  let refusedAt: number | null = null;
  for (const port of [pairing.port, ...PORTS.filter((other) => other !== pairing.port)]) {
    const outcome = await attempt<Verbs[V][1]>({ path: verb, port, origin: location.origin }, body, pairing.keys, manner);
    if (outcome.kind !== "unreachable" && outcome.kind !== "not-paired") return outcome;
    if (outcome.kind === "not-paired") refusedAt ??= port;
  }
  return refusedAt === null ? { kind: "unreachable" } : { kind: "not-paired", port: refusedAt };
}

async function attempt<T>(place: Place, body: object, keys: Keys, { signal, patience = PATIENCE_MS }: Manner): Promise<Outcome<T>> {
  const sealed = await sealRequest(keys, place, body, Date.now());
  const limit = AbortSignal.timeout(patience);
  let reply: unknown;
  try {
    const response = await fetch(`http://127.0.0.1:${place.port}${place.path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(sealed),
      redirect: "error",
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    reply = await response.json();
  } catch {
    return { kind: signal?.aborted === true ? "aborted" : "unreachable" };
  }
  const opened = (await openReply(keys, place, sealed.iv, reply)) as { result?: T; error?: WireError } | null;
  if (opened?.result !== undefined) return { kind: "result", result: opened.result, port: place.port };
  if (opened?.error !== undefined) return { kind: "error", error: opened.error };
  return isRefusal(reply) ? { kind: "not-paired", port: place.port } : { kind: "unreachable" };
}

function isRefusal(reply: unknown): boolean {
  return (reply as { error?: { code?: unknown } } | null)?.error?.code === "not_paired";
}
