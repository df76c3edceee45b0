/** All that is stored, gathered for the person whose it is. */
import { ask } from "../ui/ask";
import { ledger } from "./ledger";

/** Everything in one value for a file; null where nobody answered. A letter that still rests is there without its text. */
export async function everything(): Promise<object | null> {
  const [overview, tally, people, letters] = await Promise.all([
    ask({ kind: "overview" }),
    ask({ kind: "tally" }),
    ledger("/v1/people/list", {}),
    ledger("/v1/letters/list", {}),
  ]);
  if (overview?.settings == null || tally === null || people.result === null || letters.result === null) return null;
  const texts = await Promise.all(
    letters.result.letters.map(async (letter) => {
      const read = letter.state === "resting" ? null : (await ledger("/v1/letters/read", { id: letter.id })).result;
      return { ...letter, text: read?.text ?? null };
    }),
  );
  const { snoozed_until, caps, defaults, sites } = overview.settings;
  const settings = { snoozed_until, caps, defaults, sites };
  return { breather: "everything", format: 1, made: new Date().toISOString(), settings, people: people.result.people, letters: texts, tally };
}
