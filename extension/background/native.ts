/** The native messaging host that `breather setup` registers: it starts the server and hands over a pairing. */
import { api } from "../lib/api";
import { readCode } from "../lib/encoding";
import { NATIVE_HOST } from "../lib/identity";
import { t } from "../lib/strings";
import type { WireError } from "../lib/wire";

interface HostReply {
  readonly ok: boolean;
  readonly port: number;
  readonly secret: string;
  readonly error: WireError;
}

export type NativeAnswer =
  | { readonly kind: "paired"; readonly secret: Uint8Array<ArrayBuffer>; readonly port: number }
  | { readonly kind: "started" }
  | { readonly kind: "refused"; readonly error: WireError }
  | { readonly kind: "no-host" };

/** Ask the host to start the server and, with `pair`, for a secret pinned to our origin. */
export async function askHost(type: "pair" | "start"): Promise<NativeAnswer> {
  let answer: Partial<HostReply> | undefined;
  try {
    const message = type === "pair" ? { type, origin: location.origin } : { type };
    answer = (await api.runtime.sendNativeMessage(NATIVE_HOST, message)) as Partial<HostReply> | undefined;
  } catch {
    return { kind: "no-host" };
  }
  if (answer?.error !== undefined) return { kind: "refused", error: answer.error };
  if (answer?.ok !== true || answer.port === undefined) return { kind: "no-host" };
  if (type === "start") return { kind: "started" };
  const secret = readCode(answer.secret ?? "");
  return secret === null ? { kind: "no-host" } : { kind: "paired", secret, port: answer.port };
}

/** Say what the host did not do, and what to do next. */
export function inWords(answer: NativeAnswer): string {
  return answer.kind === "refused" ? `${answer.error.message} ${answer.error.remedy}` : t("pair_no_host");
}
