/** Who the conversation on the page is with: said in one tap, changed as easily, and forgotten. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../lib/strings";
import { AUDIENCES, type Person } from "../lib/wire";
import { ask } from "../ui/ask";

interface Props {
  readonly site: string;
  readonly conversation: string;
  readonly said: (saved: boolean) => void;
}

export function Whom({ site, conversation, said }: Props) {
  const [person, setPerson] = useState<Person | null>(null);
  const say = async (change: { readonly audience?: (typeof AUDIENCES)[number] }): Promise<Person | null> => {
    const known = await ask({ kind: "set-person", site, conversation, change });
    setPerson(known);
    return known;
  };
  useEffect(() => void say({}), [site, conversation]);
  if (person === null) return null;
  const forget = async (): Promise<void> => {
    await ask({ kind: "forget-person", id: person.id });
    said((await say({}))?.audience === "unknown");
  };
  return (
    <section class="whom">
      <h2 id="whom">{t("popup_whom")}</h2>
      <div role="radiogroup" class="choices" aria-labelledby="whom" aria-describedby="whom-kept">
        {AUDIENCES.map((audience) => (
          <label key={audience}>
            <input
              type="radio"
              name="whom"
              value={audience}
              checked={person.audience === audience}
              onChange={() => void say({ audience }).then((known) => said(known?.audience === audience))}
            />
            {t(`card_${audience}_who`)}
          </label>
        ))}
      </div>
      <p id="whom-kept" class="soft">
        {person.name !== null && <bdi>{person.name}. </bdi>}
        {t("popup_whom_kept")}
      </p>
      {person.audience !== "unknown" && (
        <button type="button" class="quiet" onClick={() => void forget()}>
          {t("popup_forget")}
        </button>
      )}
    </section>
  );
}
