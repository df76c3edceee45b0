import "../testing/browser";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { deriveKeys } from "../lib/seal";
import type { Verbs } from "../lib/wire";
import { golden } from "../testing/golden";
import { calls, serve } from "../testing/server";
import { call, type Pairing } from "./client";

const SECRET = new Uint8Array(16).fill(7);
const paired = async (port = 8457): Promise<Pairing> => ({ keys: await deriveKeys(SECRET), port });
const answering = (answer: object) => serve(SECRET, 8457, () => answer);

beforeEach(() => {
  calls.length = 0;
});

describe("the client", () => {
  it.each(golden.talk)("carries the golden talk through the seal: $name", async ({ path, body, answer }) => {
    vi.stubGlobal("fetch", answering(answer));
    const outcome = await call(path as keyof Verbs, body as never, await paired());

    expect(calls.map((one) => [one.path, one.body])).toEqual([[path, body]]);
    expect(outcome).toEqual("result" in answer ? { kind: "result", result: answer.result, port: 8457 } : { kind: "error", error: answer.error });
  });

  it("sends no cookie, follows nothing, caches nothing and shows no text on the way", async () => {
    vi.stubGlobal("fetch", answering({ result: {} }));
    await call("/v1/check", { text: "a secret of mine", site: "chat.example" }, await paired());
    const { init } = calls[0] ?? {};

    expect(init).toMatchObject({ method: "POST", redirect: "error", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" });
    expect(init?.headers).toEqual({ "Content-Type": "application/json" });
    expect(init?.body).not.toContain("secret");
    expect(init?.body).not.toContain("chat.example");
  });

  it("tries the port that answered last, then the two others, and says which one it was", async () => {
    vi.stubGlobal("fetch", serve(SECRET, 8459, () => ({ result: { fine: true } })));
    const outcome = await call("/v1/settings/get", {}, await paired(8458));

    expect(calls.map(({ port }) => port)).toEqual([8458, 8457, 8459]);
    expect(outcome).toMatchObject({ kind: "result", port: 8459 });
  });

  it("knows silence, refusal and a stranger apart", async () => {
    const nobody: typeof fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    const stranger: typeof fetch = () => Promise.resolve(new Response('{"result":{"level":"none"}}'));
    const page: typeof fetch = () => Promise.resolve(new Response("<html>"));
    const outcomes: string[] = [];
    for (const server of [nobody, stranger, page, serve(new Uint8Array(16), 8457, () => ({ result: {} }))]) {
      vi.stubGlobal("fetch", server);
      outcomes.push((await call("/v1/settings/get", {}, await paired())).kind);
    }

    expect(outcomes).toEqual(["unreachable", "unreachable", "unreachable", "not-paired"]);
  });

  it("says when it was called off, and asks no other port then", async () => {
    const newer = new AbortController();
    vi.stubGlobal("fetch", answering({ result: {} }));
    newer.abort();
    vi.stubGlobal("fetch", (_: string, { signal }: RequestInit) => {
      calls.push({ path: "", port: 0, body: null, init: {} });
      return Promise.reject(signal?.reason as Error);
    });

    expect(await call("/v1/settings/get", {}, await paired(), { signal: newer.signal })).toEqual({ kind: "aborted" });
    expect(calls).toHaveLength(1);
  });
});
