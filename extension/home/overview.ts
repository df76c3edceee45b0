/** How things stand, looked at again while somebody is looking. */
import { useCallback, useState } from "preact/hooks";
import type { Overview } from "../lib/messages";
import { ask } from "../ui/ask";
import { useLooking } from "../ui/looking";

const LOOK_MS = 2000;

/** Give how things stand, and a way to look again at once. */
export function useOverview(): readonly [Overview | null, () => Promise<void>] {
  const [overview, setOverview] = useState<Overview | null>(null);
  const look = useCallback(async () => {
    const fresh = await ask({ kind: "overview" });
    if (fresh) setOverview(fresh);
  }, []);
  useLooking(look, LOOK_MS);
  return [overview, look];
}
