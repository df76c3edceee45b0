/** One quiet line when the day of a letter is over. It is told once: the next time the popup opens it is not there. */
import { t } from "../lib/strings";
import type { Letters } from "../lib/wire";
import { ask } from "../ui/ask";

/** Whether the day of a letter is over that nobody was told of; from now on they were. */
export async function tellDue(): Promise<boolean> {
  const asked = await ask({ kind: "ledger", verb: "/v1/letters/list", body: {} });
  const list = asked?.result as Letters | null | undefined;
  const due = list?.letters.some(({ state, told }) => state === "ready" && !told) === true;
  if (due) void ask({ kind: "ledger", verb: "/v1/letters/tell", body: {} });
  return due;
}

export function LettersDue() {
  return (
    <a class="due" href="home.html#letters" target="_blank">
      {t("letters_due_popup")}
    </a>
  );
}
