/** A text with its marks, as they would stand under the words. */
import type { Finding } from "../lib/wire";

/** Cut a text where marks begin and end: each piece with the findings that cover it. */
export function pieces(text: string, findings: readonly Finding[]): { readonly text: string; readonly checks: readonly Finding[] }[] {
  const marks = findings.filter(({ mark, level, start, end }) => mark && level !== "care" && start < end && end <= text.length);
  const cuts = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, at) => {
    const to = cuts[at + 1] ?? text.length;
    return { text: text.slice(from, to), checks: marks.filter(({ start, end }) => start < to && end > from) };
  });
}

export function Marked({ text, findings }: { readonly text: string; readonly findings: readonly Finding[] }) {
  return (
    <p class="marked" dir="auto">
      {pieces(text, findings).map(({ text: part, checks }, at) => {
        if (checks.length === 0) return part;
        const loud = checks.some(({ show }) => show !== "mark");
        return (
          <mark key={at} class={loud ? "pause" : "note"}>
            {part}
          </mark>
        );
      })}
    </p>
  );
}
