/** How things stand, looked at again while somebody is looking. */
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Overview } from "../lib/messages";
import { ask } from "../ui/ask";

const LOOK_MS = 2000;

/** Give how things stand, and a way to look again at once. */
export function useOverview(): readonly [Overview | null, () => Promise<void>] {
  const [overview, setOverview] = useState<Overview | null>(null);
  const look = useCallback(async () => {
    const fresh = await ask({ kind: "overview" });
    if (fresh) setOverview(fresh);
  }, []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (): void => {
      const looking = document.visibilityState === "visible" ? look() : Promise.resolve();
      void looking.finally(() => (timer = setTimeout(again, LOOK_MS)));
    };
    again();
    return () => clearTimeout(timer);
  }, [look]);
  return [overview, look];
}
