/** Breather's server as the extension's tests need it: it opens what was sealed and seals what it answers. */
import { fromBase64Url, toBase64Url } from "../lib/encoding";
import type { Sealed } from "../lib/seal";

interface Call {
  readonly path: string;
  readonly port: number;
  readonly body: unknown;
  readonly init: RequestInit;
}

/** What `fetch` was called with, in order; every port counts. */
export const calls: Call[] = [];

const utf8 = new TextEncoder();
const NOT_PAIRED = { error: { code: "not_paired", message: "", remedy: "" } };

async function key(secret: Uint8Array<ArrayBuffer>, direction: "request" | "reply"): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const use: KeyUsage = direction === "request" ? "decrypt" : "encrypt";
  const info = utf8.encode(`breather/1 ${direction}`);
  return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info }, base, { name: "AES-GCM", length: 256 }, false, [use]);
}

/** A `fetch` that reaches a server which knows `secret`, listens on `port` and answers with `respond`. Elsewhere nobody is. */
export function serve(
  secret: Uint8Array<ArrayBuffer>,
  port: number,
  respond: (path: string, body: unknown) => unknown,
): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input as string);
    const place = ["POST", url.pathname, url.port, location.origin];
    if (Number(url.port) !== port) {
      calls.push({ path: url.pathname, port: Number(url.port), body: null, init });
      throw new TypeError("Failed to fetch");
    }
    const sealed = JSON.parse(init.body as string) as Sealed;
    const open = async (): Promise<{ body: unknown } | null> => {
      const additionalData = utf8.encode(["breather/1 request", ...place].join("\n"));
      try {
        const iv = fromBase64Url(sealed.iv) ?? new Uint8Array();
        const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, await key(secret, "request"), fromBase64Url(sealed.ct) ?? new Uint8Array());
        return JSON.parse(new TextDecoder().decode(plain)) as { body: unknown };
      } catch {
        return null;
      }
    };
    const opened = await open();
    calls.push({ path: url.pathname, port, body: opened?.body ?? null, init });
    if (opened === null) return new Response(JSON.stringify(NOT_PAIRED), { status: 403 });
    const answer = await respond(url.pathname, opened.body);
    init.signal?.throwIfAborted();
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const additionalData = utf8.encode(["breather/1 reply", ...place, sealed.iv].join("\n"));
    const ct = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, await key(secret, "reply"), utf8.encode(JSON.stringify(answer)));
    return new Response(JSON.stringify({ v: 1, iv: toBase64Url(iv), ct: toBase64Url(new Uint8Array(ct)) }));
  };
}
