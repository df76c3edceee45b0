/** Looking again and again, for as long as somebody can see the page. */
import { useEffect } from "preact/hooks";

/** Look now and every `ms` milliseconds after that. A page that is out of sight asks nothing; it looks when it is seen again. */
export function useLooking(look: () => Promise<void>, ms: number): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let looking = false;
    const again = (): void => {
      clearTimeout(timer);
      if (looking || document.hidden) return;
      looking = true;
      void look().finally(() => {
        looking = false;
        timer = setTimeout(again, ms);
      });
    };
    again();
    document.addEventListener("visibilitychange", again);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", again);
    };
  }, []);
}
