/** One quiet line when the day of a letter is over. It is told once: the next time the popup opens it is not there. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../lib/strings";
import type { Letters } from "../lib/wire";
import { ask } from "../ui/ask";

export function LettersDue({ ready }: { readonly ready: boolean }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    if (!ready) return;
    void ask({ kind: "ledger", verb: "/v1/letters/list", body: {} }).then((told) => {
      const list = told?.result as Letters | null | undefined;
      if (list?.letters.some((letter) => letter.state === "ready" && !letter.told) !== true) return;
      setDue(true);
      void ask({ kind: "ledger", verb: "/v1/letters/tell", body: {} });
    });
  }, [ready]);
  if (!due) return null;
  return (
    <a class="due" href="home.html#letters" target="_blank">
      {t("letters_due_popup")}
    </a>
  );
}
