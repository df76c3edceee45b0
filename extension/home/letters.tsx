/** Letters: write one, see which rest, read back those whose day is over. */
import { useEffect, useRef, useState } from "preact/hooks";
import { newLetter } from "../lib/letter";
import { count, t } from "../lib/strings";
import type { Letter, Letters as List } from "../lib/wire";
import { ask } from "../ui/ask";
import { Confirm } from "../ui/confirm";
import { ledger, useLedger } from "./ledger";
import { here, Reader } from "./reader";
import type { TabProps } from "./tab";

const A_DAY = 24;
const HOURS = [1, 6, 12, A_DAY, 48, 72, 168];
/** What waits for the person stands first. */
const ORDER: readonly Letter["state"][] = ["ready", "resting", "kept"];
const moment = new Intl.DateTimeFormat(t("language"), { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" });

export function Letters({ overview, say, rest: [id] }: TabProps) {
  const connected = overview?.connection === "connected";
  const [list, setList, look] = useLedger("/v1/letters/list", connected);
  const [gone, setGone] = useState(false);
  const due = list?.letters.some(({ state, told }) => state === "ready" && !told) === true;
  useEffect(() => {
    if (due) void ledger("/v1/letters/tell", {});
  }, [due]);
  const forget = async (letter: string): Promise<void> => {
    const { result, trouble } = await ledger("/v1/letters/forget", { id: letter });
    say(trouble ?? t("letters_gone"));
    if (result === null) return;
    setList(result);
    setGone(true);
    location.hash = "letters";
  };
  const letter = list?.letters.find((one) => one.id === id);
  const inOrder = [...(list?.letters ?? [])].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)); // otherwise as they came
  if (letter) return <Reader key={letter.id} letter={letter} title={titleOf(letter)} say={say} changed={look} forget={() => forget(letter.id)} />;
  return (
    <>
      <h1>{t("letters_title")}</h1>
      <p class="lead">{t("letters_intro")}</p>
      {gone && <Farewell />}
      {overview !== null && !connected && list === null && <p class="soft">{t("letters_offline")}</p>}
      <Write connected={connected} hours={list?.hours ?? A_DAY} say={say} kept={() => void look().then(() => setGone(false))} />
      {list && list.letters.length > 0 && (
        <ul class="letters" aria-label={t("letters_title")}>
          {inOrder.map((one) => (
            <Row key={one.id} letter={one} say={say} changed={look} forget={() => forget(one.id)} />
          ))}
        </ul>
      )}
      {list && <Manage list={list} say={say} setList={setList} />}
    </>
  );
}

function titleOf({ name, site }: Letter): string {
  if (name !== null) return t("letters_to", name);
  return site === null ? t("letters_to_nobody") : t("letters_on", site);
}

/** Gone, calmly. */
function Farewell() {
  return (
    <section class="farewell" aria-labelledby="farewell">
      <svg viewBox="0 0 120 40" width="120" height="40" aria-hidden="true">
        <path d="M4 30c16-14 26-14 40 0s26 12 40-2 22-10 32-4" />
      </svg>
      <h2 id="farewell" tabIndex={-1} ref={here}>
        {t("letters_gone")}
      </h2>
      <p class="soft">{t("letters_farewell")}</p>
    </section>
  );
}

/** A place for words that nobody gets. What is written stays here until it is kept. */
function Write({ connected, hours, say, kept }: { readonly connected: boolean; readonly hours: number; readonly say: (text: string) => void; readonly kept: () => void }) {
  const [text, setText] = useState("");
  const [trouble, setTrouble] = useState("");
  const draft = useRef({ id: newLetter(), text: "" });
  const keep = async (): Promise<void> => {
    // The same words again, after a fault, are the same letter.
    if (draft.current.text !== text) draft.current = { id: newLetter(), text };
    const answer = await ask({ kind: "keep", ...draft.current, site: "", conversation: "" });
    if (answer?.letter) {
      setText("");
      setTrouble("");
      say(t("card_kept_title"));
      kept();
    } else {
      setTrouble(`${answer?.trouble ?? t("way_offline")} ${t("card_not_kept")}`);
    }
  };
  return (
    <section class="sheet write" aria-labelledby="write">
      <h2 id="write">{t("letters_write")}</h2>
      <textarea rows={5} aria-label={t("letters_write")} placeholder={t("letters_write_hint")} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      <p class="trouble" role="alert">
        {trouble}
      </p>
      <div class="row">
        <button type="button" class="primary" disabled={!connected || text.trim() === ""} onClick={() => void keep()}>
          {hours === A_DAY ? t("letters_keep") : t("letters_keep_for", count("letters_hours", hours))}
        </button>
      </div>
    </section>
  );
}

interface RowProps {
  readonly letter: Letter;
  readonly say: (text: string) => void;
  readonly changed: () => Promise<void>;
  readonly forget: () => Promise<void>;
}

function Row({ letter, say, changed, forget }: RowProps) {
  const [adding, setAdding] = useState(false);
  const { id, state } = letter;
  const resting = state === "resting";
  const stands = { resting: t("letters_rests", moment.format(letter.opens)), ready: t("letters_ready"), kept: t("letters_kept") }[state];
  return (
    <li class={`sheet letter ${state}`}>
      <div class="letter-head">
        <h2>
          <bdi>{titleOf(letter)}</bdi>
        </h2>
        <p class="soft">
          {moment.format(letter.made)} · {count("letters_words", letter.words)}
        </p>
      </div>
      <p class="stands">{stands}</p>
      {adding && <Add id={id} say={say} done={() => void changed().then(() => setAdding(false))} />}
      <div class="row">
        {resting && !adding && (
          <button type="button" onClick={() => setAdding(true)}>
            {t("letters_add")}
          </button>
        )}
        {!resting && (
          <a class={state === "ready" ? "button primary" : "button"} href={`#letters/${id}`}>
            {t("letters_read")}
          </a>
        )}
        {!adding && <Confirm label={t("letters_let_go")} sure={t("letters_let_go_sure")} yes={t("letters_let_go")} act={forget} />}
      </div>
    </li>
  );
}

/** More words for a letter that rests. What is there already is not shown. */
function Add({ id, say, done }: { readonly id: string; readonly say: (text: string) => void; readonly done: () => void }) {
  const [text, setText] = useState("");
  const [trouble, setTrouble] = useState("");
  const part = useRef({ part: newLetter(), text: "" });
  const add = async (): Promise<void> => {
    if (part.current.text !== text) part.current = { part: newLetter(), text };
    const { result, trouble: why } = await ledger("/v1/letters/add", { id, part: part.current.part, text: `\n\n${text}` });
    setTrouble(why === null ? "" : `${why} ${t("card_not_kept")}`);
    if (result === null) return;
    say(t("letters_added"));
    done();
  };
  return (
    <div class="add">
      <textarea rows={3} maxLength={15_000} aria-label={t("letters_add")} value={text} ref={(field) => field?.focus()} onInput={(event) => setText(event.currentTarget.value)} />
      <p class="trouble" role="alert">
        {trouble}
      </p>
      <div class="row">
        <button type="button" class="primary" disabled={text.trim() === ""} onClick={() => void add()}>
          {t("letters_add_done")}
        </button>
        <button type="button" onClick={done}>
          {t("not_yet")}
        </button>
      </div>
    </div>
  );
}

/** How long letters rest, a copy of those whose day is over, and an end to all of them. */
function Manage({ list, say, setList }: { readonly list: List; readonly say: (text: string) => void; readonly setList: (list: List) => void }) {
  const change = async (told: ReturnType<typeof ledger<"/v1/letters/rest">>): Promise<void> => {
    const { result, trouble } = await told;
    say(trouble ?? t("saved"));
    if (result !== null) setList(result);
  };
  const hours = [...new Set([...HOURS, list.hours])].sort((a, b) => a - b);
  const readable = list.letters.filter(({ state }) => state !== "resting");
  return (
    <section class="sheet manage" aria-labelledby="manage">
      <h2 id="manage">{t("letters_manage")}</h2>
      <label class="field">
        <span>{t("letters_rest")}</span>
        <span class="select short">
          <select value={list.hours} onChange={(event) => void change(ledger("/v1/letters/rest", { hours: Number(event.currentTarget.value) }))}>
            {hours.map((one) => (
              <option key={one} value={one}>
                {count("letters_hours", one)}
              </option>
            ))}
          </select>
        </span>
      </label>
      {list.letters.length > 0 && (
        <div class="row">
          {readable.length > 0 && (
            <button type="button" onClick={() => void save(readable)}>
              {t("letters_export")}
            </button>
          )}
          <Confirm label={t("letters_erase")} sure={t("letters_erase_sure")} yes={t("letters_erase")} act={() => change(ledger("/v1/letters/erase", {}))} />
        </div>
      )}
    </section>
  );
}

/** Save the letters that may be read as one JSON file. */
async function save(letters: readonly Letter[]): Promise<void> {
  const texts = await Promise.all(letters.map(({ id }) => ledger("/v1/letters/read", { id })));
  const rows = texts.flatMap(({ result }) => (result === null ? [] : [{ made: new Date(result.letter.made).toISOString(), site: result.letter.site, name: result.letter.name, text: result.text }]));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify({ letters: rows }, null, 2)], { type: "application/json" }));
  link.download = "breather-letters.json";
  link.click();
  URL.revokeObjectURL(link.href);
}
