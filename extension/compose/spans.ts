/** Keeping findings on their words while the person types on. */
import type { Finding } from "../lib/wire";

/** Move findings along with one edit; those that the edit touched are gone until the next answer. */
export function follow(findings: readonly Finding[], before: string, after: string): Finding[] {
  if (before === after) return [...findings];
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const editEnd = before.length - tail;
  const shift = after.length - before.length;
  return findings.flatMap((finding) => {
    if (!finding.mark) return []; // it spoke of the draft as a whole
    if (finding.end <= head) return [finding];
    if (finding.start >= editEnd) return [{ ...finding, start: finding.start + shift, end: finding.end + shift }];
    return [];
  });
}
