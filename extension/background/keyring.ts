/** Where a pairing is kept: IndexedDB can hold keys that nobody can read back, storage areas cannot. */
import type { Pairing } from "./client";

const NAME = "breather";
const STORE = "pairing";
const KEY = "current";

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error("The pairing could not be read or kept.", { cause: request.error }));
  });
}

async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return (await settled(opening)).transaction(STORE, mode).objectStore(STORE);
}

/** Read the pairing, if there is one. */
export async function readPairing(): Promise<Pairing | null> {
  return ((await settled((await store("readonly")).get(KEY))) as Pairing | undefined) ?? null;
}

/** Forget the pairing. */
export async function dropPairing(): Promise<void> {
  await settled((await store("readwrite")).delete(KEY));
}

/** Keep a pairing in place of the one before. */
export async function keepPairing(pairing: Pairing): Promise<void> {
  await settled((await store("readwrite")).put(pairing, KEY));
}
