/** Letters and people: asked of the server by way of the background, which lets our own pages alone do it. */
import { useCallback, useEffect, useState } from "preact/hooks";
import type { LedgerVerb } from "../lib/messages";
import type { Verbs } from "../lib/wire";
import { t } from "../lib/strings";
import { ask } from "../ui/ask";

/** What came of asking: the result, or in one line what went wrong. */
export type Told<T> = { readonly result: T; readonly trouble: null } | { readonly result: null; readonly trouble: string };

/** Ask about letters or people. */
export async function ledger<V extends LedgerVerb>(verb: V, body: Verbs[V][0]): Promise<Told<Verbs[V][1]>> {
  const told = await ask({ kind: "ledger", verb, body });
  return (told ?? { result: null, trouble: t("not_saved") }) as Told<Verbs[V][1]>;
}

/** A list that is read when the page opens and whenever the connection comes back; and a way to put a fresher one in its place. */
export function useLedger<V extends LedgerVerb>(verb: V, connected: boolean): readonly [Verbs[V][1] | null, (fresh: Verbs[V][1]) => void, () => Promise<void>] {
  const [list, setList] = useState<Verbs[V][1] | null>(null);
  const look = useCallback(async () => {
    const { result } = await ledger(verb, {});
    if (result !== null) setList(result);
  }, [verb]);
  useEffect(() => {
    if (connected) void look();
  }, [connected, look]);
  return [list, setList, look];
}
