/** Where we are: what stands behind the # of the address, so that Back, bookmarks and links work. */
import { useEffect, useState } from "preact/hooks";

const parts = (): string[] => decodeURIComponent(location.hash.slice(1)).split("/");

/** The parts of the address behind the #. */
export function useRoute(): readonly string[] {
  const [route, setRoute] = useState(parts);
  useEffect(() => {
    const moved = (): void => setRoute(parts());
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  return route;
}
