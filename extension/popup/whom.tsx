/** Who the conversation on the page is with: said in one tap, changed as easily, and forgotten. */
import { api } from "../lib/api";
import { t } from "../lib/strings";
import type { PersonCall } from "../lib/messages";
import { AUDIENCES, type Person } from "../lib/wire";
import { ask } from "../ui/ask";
import type { Subject } from "./tab";

interface Props {
  readonly subject: Subject;
  readonly person: Person;
  readonly changed: (person: Person | null) => void;
  readonly said: (saved: boolean) => void;
}

/** Say something of whom the conversation is with; to say nothing tells what is known. Null where the page names no conversation. */
export async function describe({ site, conversation }: Subject, change: PersonCall["change"] = {}): Promise<Person | null> {
  return site === null || conversation === "" ? null : ask({ kind: "set-person", site, conversation, change });
}

export function Whom({ subject, person, changed, said }: Props) {
  const say = async (change: PersonCall["change"]): Promise<Person | null> => {
    const known = await describe(subject, change);
    changed(known);
    return known;
  };
  const forget = async (): Promise<void> => {
    await ask({ kind: "forget-person", id: person.id });
    said((await say({}))?.audience === "unknown");
  };
  // Nobody is there to be named before something was said of them: that the card asked counts.
  const more = async (): Promise<void> => {
    const known = await say({ asked: true });
    if (known !== null) await api.tabs.create({ url: api.runtime.getURL(`home.html#people/${known.id}`) });
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
      <div class="row">
        <button type="button" class="quiet" onClick={() => void more()}>
          {t("popup_person")}
        </button>
        {person.audience !== "unknown" && (
          <button type="button" class="quiet" onClick={() => void forget()}>
            {t("popup_forget")}
          </button>
        )}
      </div>
    </section>
  );
}
