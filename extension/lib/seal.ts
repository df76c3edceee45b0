/** The sealed channel (docs/wire.md): one AES-256-GCM key a direction, and every reply bound to its request. */
import { fromBase64Url, toBase64Url } from "./encoding";

/** One pairing's keys. They cannot be read back out of the browser. */
export interface Keys {
  readonly request: CryptoKey;
  readonly reply: CryptoKey;
}

/** Where a body goes: it opens nowhere else. */
export interface Place {
  readonly path: string;
  readonly port: number;
  readonly origin: string;
}

export interface Sealed {
  readonly v: 1;
  readonly iv: string;
  readonly ct: string;
}

const IV_BYTES = 12;
const utf8 = new TextEncoder();

/** Derive a pairing's keys from its 16-byte secret. */
export async function deriveKeys(secret: Uint8Array<ArrayBuffer>): Promise<Keys> {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const derive = (info: string, use: KeyUsage): Promise<CryptoKey> =>
    crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8.encode(info) },
      base,
      { name: "AES-GCM", length: 256 },
      false,
      [use],
    );
  return { request: await derive("breather/1 request", "encrypt"), reply: await derive("breather/1 reply", "decrypt") };
}

function associated(direction: "request" | "reply", { path, port, origin }: Place, requestIv?: string): Uint8Array<ArrayBuffer> {
  const lines = [`breather/1 ${direction}`, "POST", path, String(port), origin];
  if (requestIv !== undefined) lines.push(requestIv);
  return utf8.encode(lines.join("\n"));
}

/** Seal one request. `now` is unix milliseconds; `iv` is given by tests only. */
export async function sealRequest(
  keys: Pick<Keys, "request">,
  place: Place,
  body: object,
  now: number,
  iv: Uint8Array<ArrayBuffer> = crypto.getRandomValues(new Uint8Array(IV_BYTES)),
): Promise<Sealed> {
  const plain = utf8.encode(JSON.stringify({ t: now, body }));
  const ct = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: associated("request", place) }, keys.request, plain);
  return { v: 1, iv: toBase64Url(iv), ct: toBase64Url(new Uint8Array(ct)) };
}

/** Open the reply to the request whose iv was `requestIv`. Null when it was not sealed by our server for that request. */
export async function openReply(keys: Pick<Keys, "reply">, place: Place, requestIv: string, sealed: unknown): Promise<unknown> {
  if (!isSealed(sealed)) return null;
  const iv = fromBase64Url(sealed.iv);
  const ct = fromBase64Url(sealed.ct);
  if (iv?.length !== IV_BYTES || ct === null) return null;
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv, additionalData: associated("reply", place, requestIv) },
      keys.reply,
      ct,
    );
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain));
  } catch {
    return null;
  }
}

function isSealed(value: unknown): value is Sealed {
  if (typeof value !== "object" || value === null) return false;
  const { v, iv, ct, ...rest } = value as Record<string, unknown>;
  return v === 1 && typeof iv === "string" && typeof ct === "string" && Object.keys(rest).length === 0;
}
