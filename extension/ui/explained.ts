/** What a text would meet, asked for when typing rests. A newer text makes an older answer worthless. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ExplainRequest, Explanation } from "../lib/wire";
import { ask } from "./ask";

const REST_MS = 250;

export interface Explained {
  readonly text: string;
  readonly explanation: Explanation;
}

/** The explanation of the text as it last rested; null for none, and where nobody answers. */
export function useExplained(request: ExplainRequest): Explained | null {
  const [explained, setExplained] = useState<Explained | null>(null);
  const newest = useRef(0);
  useEffect(() => {
    const own = ++newest.current;
    if (request.text.trim() === "") {
      setExplained(null);
      return;
    }
    const timer = setTimeout(() => {
      void ask({ kind: "explain", request }).then((explanation) => {
        if (own === newest.current) setExplained(explanation && { text: request.text, explanation });
      });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [request.text, request.audience, request.hour, request.unanswered]);
  return explained;
}
