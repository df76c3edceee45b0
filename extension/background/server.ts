/** Breather's server as the rest of the background sees it: ask, and know how the connection stands. */
import { api } from "../lib/api";
import { sameVersion } from "../lib/ladder";
import type { Connection } from "../lib/messages";
import type { Catalogue, Settings, Verbs } from "../lib/wire";
import { showConnection, showDue } from "./badge";
import { call, type Manner, type Outcome, type Pairing } from "./client";
import { adopt, pairAgain, pairing, pairQuietly } from "./pairing";
import { recall, remember } from "./session";
import { tellTabs } from "./tabs";

/** The verbs that change settings: each gives them back as they are then. */
type Changing = { [V in keyof Verbs]: V extends "/v1/settings/get" ? never : Verbs[V][1] extends Settings ? V : never }[keyof Verbs];

/** Ask the server. Null when there is no answer; `connection()` then says why. Never throws for the server's sake. */
export async function ask<V extends keyof Verbs>(verb: V, body: Verbs[V][0], manner: Manner = {}): Promise<Verbs[V][1] | null> {
  const outcome = await asked(verb, body, manner);
  return outcome.kind === "result" ? outcome.result : null;
}

/** Ask the server, where a person has to be told why it did not do what they asked for. */
export async function asked<V extends keyof Verbs>(verb: V, body: Verbs[V][0], manner: Manner = {}): Promise<Outcome<Verbs[V][1]>> {
  if ((await pairing()) === null) await pairQuietly();
  let held = await pairing();
  if (held === null) {
    await stand("not-paired");
    return { kind: "unreachable" };
  }
  let outcome = await call(verb, body, held, manner);
  if (refusedBy(held, outcome) && (await recall("askedAfterRefusal")) !== true) {
    await remember({ askedAfterRefusal: true });
    await pairAgain();
    held = (await pairing()) ?? held;
    outcome = await call(verb, body, held, manner);
  }
  switch (outcome.kind) {
    case "result":
      if (outcome.port !== held.port) await adopt({ keys: held.keys, port: outcome.port });
      if ((await recall("askedAfterRefusal")) === true) await remember({ askedAfterRefusal: false });
      if ("version" in outcome.result) await stand(agrees(outcome.result) ? "connected" : "wrong-version");
      break;
    case "not-paired":
      await stand(refusedBy(held, outcome) ? "not-paired" : "not-running");
      break;
    case "unreachable":
      await stand("not-running");
      break;
    default: // aborted by a newer draft, or an error that says nothing about the connection
  }
  return outcome;
}

/**
 * Whether our own server refused us. On its other ports somebody else's Breather may answer, where several people share a
 * machine: that is no reason to pair anew, and above all none to start a server that was stopped.
 */
function refusedBy(held: Pairing, outcome: Outcome<unknown>): boolean {
  return outcome.kind === "not-paired" && outcome.port === held.port;
}

/** How the connection stood when it was last used. */
export async function connection(): Promise<Connection> {
  return (await recall("connection")) ?? "not-running";
}

/** The settings as last seen, or asked for when never seen. */
export async function knownSettings(): Promise<Settings | null> {
  return (await recall("settings")) ?? readSettings();
}

/** Changes of settings that have begun or ended. */
let changes = 0;

/** Ask for the settings. What was read while they were being changed may be older than the change, and is dropped. */
export async function readSettings(manner: Manner = {}): Promise<Settings | null> {
  const before = changes;
  const settings = await ask("/v1/settings/get", {}, manner);
  return changes === before ? keep(settings) : recall("settings");
}

/** Do something that changes the settings. */
export async function changing<T>(work: Promise<T>): Promise<T> {
  changes += 1;
  const done = await work;
  changes += 1;
  return done;
}

/** Change the settings, and keep what the server makes of them. */
export async function changeSettings<V extends Changing>(verb: V, body: Verbs[V][0]): Promise<Settings | null> {
  return keep(await changing(ask(verb, body)));
}

/** The catalogue that belongs to these settings. */
export async function knownCatalogue(settings: Settings | null): Promise<Catalogue | null> {
  const known = await recall("catalogue");
  if (settings === null || known?.digest === settings.digest) return known;
  const fresh = await ask("/v1/catalogue", {});
  if (fresh !== null) await remember({ catalogue: fresh });
  return fresh ?? known;
}

/** Keep settings that the server sent, and tell every page when they are new. */
async function keep(settings: Settings | null): Promise<Settings | null> {
  if (settings === null) return null;
  const before = await recall("settings");
  await remember({ settings });
  if (inOrder(before) !== inOrder(settings)) await tellTabs({ kind: "changed" });
  return settings;
}

/** What a value holds, whatever the order of its keys: Chromium's session storage gives them back in the alphabet's. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  );
}

/** Note how the connection stands. */
async function stand(next: Connection): Promise<void> {
  if ((await recall("connection")) === next) return;
  await remember({ connection: next });
  await showConnection(next);
  if (next !== "connected") return;
  if ((await recall("letterDue")) === true) await showDue(true); // the connection's own word took its place meanwhile
  await tellTabs({ kind: "changed" }); // a draft may be waiting
}

function agrees({ version }: { readonly version: string }): boolean {
  return sameVersion(api.runtime.getManifest().version, version);
}
