/** All that is stored, gathered for the person whose it is. */
import { ask } from "../ui/ask";

/** Everything in one value for a file; null where nobody answered. */
export async function everything(): Promise<object | null> {
  const [overview, tally] = await Promise.all([ask({ kind: "overview" }), ask({ kind: "tally" })]);
  if (overview?.settings == null || overview.connection !== "connected" || tally === null) return null;
  const { snoozed_until, defaults, sites } = overview.settings;
  return { breather: "everything", format: 1, made: new Date().toISOString(), settings: { snoozed_until, defaults, sites }, tally };
}
