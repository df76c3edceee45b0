/** One letter whose day is over: read it back, find its truest sentence, ask what it is for, and decide. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../lib/strings";
import type { Letter, LetterText } from "../lib/wire";
import { Confirm } from "../ui/confirm";
import { ledger } from "./ledger";

const AIMS = ["heal", "hurt", "unsure"] as const;
type Aim = (typeof AIMS)[number];

/** Where something new stands in the old one's place, the focus goes there: a keyboard and a screen reader follow. */
export const here = (element: HTMLElement | null): void => element?.focus();

interface Props {
  readonly letter: Letter;
  readonly title: string;
  readonly say: (text: string) => void;
  readonly changed: () => Promise<void>;
  readonly forget: () => Promise<void>;
}

export function Reader({ letter, title, say, changed, forget }: Props) {
  const [read, setRead] = useState<LetterText | null>(null);
  const [trouble, setTrouble] = useState("");
  const [step, setStep] = useState(letter.state === "kept" ? 3 : 0);
  const [chosen, setChosen] = useState<number | null>(null);
  useEffect(() => {
    void ledger("/v1/letters/read", { id: letter.id }).then(({ result, trouble: why }) => {
      setRead(result);
      setTrouble(why ?? "");
      setChosen(result?.truest ?? null);
    });
  }, [letter.id]);
  const span = chosen === null ? undefined : read?.sentences[chosen];
  const sentence = span && read ? read.text.slice(span.start, span.end) : "";
  return (
    <>
      <p>
        <a href="#letters">{t("letters_all")}</a>
      </p>
      <h1 tabIndex={-1} ref={here}>
        <bdi>{title}</bdi>
      </h1>
      <p class="trouble" role="alert">
        {trouble}
      </p>
      {read && (
        <>
          {step !== 1 && (
            <section class="paper" aria-label={t("letters_text")}>
              <p dir="auto">{read.text}</p>
            </section>
          )}
          {step === 0 && <Next label={t("letters_have_read")} go={() => setStep(1)} />}
          {step === 1 && <Truest read={read} chosen={chosen} choose={setChosen} next={() => setStep(2)} />}
          {step === 2 && <HealOrHurt next={() => setStep(3)} />}
          {step === 3 && <Decide {...{ letter, sentence, say, changed, forget }} choose={() => setStep(1)} />}
        </>
      )}
    </>
  );
}

function Next({ label, go }: { readonly label: string; readonly go: () => void }) {
  return (
    <div class="row">
      <button type="button" class="primary" onClick={go}>
        {label}
      </button>
    </div>
  );
}

interface TruestProps {
  readonly read: LetterText;
  readonly chosen: number | null;
  readonly choose: (number: number) => void;
  readonly next: () => void;
}

/** Every sentence can be the one; the one that seems truest is chosen to begin with. */
function Truest({ read, chosen, choose, next }: TruestProps) {
  return (
    <>
      <fieldset class="paper sentences">
        <legend>
          <h2 tabIndex={-1} ref={here}>
            {t("letters_truest")}
          </h2>
          <p class="soft">{read.truest === null ? t("letters_truest_none") : t("letters_truest_hint")}</p>
        </legend>
        <p dir="auto">
          {read.sentences.map(({ start, end }, number) => (
            <label key={start} class={number === chosen ? "chosen" : ""}>
              {read.text.slice(read.sentences[number - 1]?.end ?? 0, start)}
              <input type="radio" name="truest" checked={number === chosen} onChange={() => choose(number)} />
              <span>{read.text.slice(start, end)}</span>
            </label>
          ))}
        </p>
      </fieldset>
      <Next label={t("letters_next")} go={next} />
    </>
  );
}

/** The first document's own question. The answer is for the writer alone; it is kept nowhere. */
function HealOrHurt({ next }: { readonly next: () => void }) {
  const [aim, setAim] = useState<Aim | null>(null);
  return (
    <section class="sheet" aria-labelledby="aim">
      <h2 id="aim" tabIndex={-1} ref={here}>
        {t("letters_aim")}
      </h2>
      <div class="row" role="group" aria-labelledby="aim">
        {AIMS.map((one) => (
          <button key={one} type="button" aria-pressed={one === aim} onClick={() => setAim(one)}>
            {t(`letters_aim_${one}`)}
          </button>
        ))}
      </div>
      <p role="status">{aim && t(`letters_aim_${aim}_said`)}</p>
      {aim && <Next label={t("letters_next")} go={next} />}
    </section>
  );
}

interface DecideProps {
  readonly letter: Letter;
  readonly sentence: string;
  readonly choose: () => void;
  readonly say: (text: string) => void;
  readonly changed: () => Promise<void>;
  readonly forget: () => Promise<void>;
}

function Decide({ letter, sentence, choose, say, changed, forget }: DecideProps) {
  const [told, setTold] = useState("");
  const [byHand, setByHand] = useState(false);
  const tell = (text: string): void => {
    setTold(text);
    say(text);
  };
  const keep = async (): Promise<void> => {
    const { trouble } = await ledger("/v1/letters/decide", { id: letter.id });
    tell(trouble ?? t("letters_kept_said"));
    if (trouble === null) await changed();
  };
  return (
    <section class="sheet decide" aria-labelledby="decide">
      <h2 id="decide" tabIndex={-1} ref={here}>
        {t("letters_decide")}
      </h2>
      {sentence !== "" && <blockquote dir="auto">{sentence}</blockquote>}
      <button type="button" class="quiet" onClick={choose}>
        {sentence === "" ? t("letters_truest") : t("letters_choose")}
      </button>
      <div class="row">
        {sentence !== "" && (
          <button type="button" class="primary" onClick={() => void navigator.clipboard.writeText(sentence).then(() => tell(t("card_copied")), () => tell(t("card_not_copied")))}>
            {t("letters_copy")}
          </button>
        )}
        {letter.state !== "kept" && (
          <button type="button" onClick={() => void keep()}>
            {t("letters_keep_on")}
          </button>
        )}
        <button type="button" aria-expanded={byHand} onClick={() => setByHand(!byHand)}>
          {t("letters_by_hand")}
        </button>
        <Confirm label={t("letters_let_go")} sure={t("letters_let_go_sure")} yes={t("letters_let_go")} act={forget} />
      </div>
      <p class="told">{told}</p>
      {byHand && (
        <div class="by-hand">
          <p class="soft">{t("letters_by_hand_hint")}</p>
          <div class="ruled" dir="auto">
            {sentence}
          </div>
          <div class="row">
            <button type="button" onClick={() => print()}>
              {t("letters_print")}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}
