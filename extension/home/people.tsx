/** People: who somebody is to you, a name that only you see, and no contact. */
import { useEffect, useRef, useState } from "preact/hooks";
import { count, t } from "../lib/strings";
import type { Audience, Person, PersonChange } from "../lib/wire";
import { Confirm } from "../ui/confirm";
import { ledger, useLedger } from "./ledger";
import type { TabProps } from "./tab";

const AUDIENCES: readonly Audience[] = ["ex", "partner", "other", "unknown"];
const LONGEST_NAME = 100;
const number = new Intl.NumberFormat(t("language"));

type Change = Omit<PersonChange, "id" | "site" | "conversation">;

export function People({ overview, say, rest: [shown] }: TabProps) {
  const [list, setList, look] = useLedger("/v1/people/list", overview?.connection === "connected");
  const set = async (id: string, change: Change, words = t("saved")): Promise<void> => {
    const { trouble } = await ledger("/v1/people/set", { id, ...change });
    say(trouble ?? words);
    await look();
  };
  const forget = async (id: string): Promise<void> => {
    const { result, trouble } = await ledger("/v1/people/forget", { id });
    say(trouble ?? t("people_forgotten"));
    if (result !== null) setList(result);
  };
  return (
    <>
      <h1>{t("people_title")}</h1>
      <p class="lead">{t("people_intro")}</p>
      {list && list.people.filter(({ name }) => name === null).length > 1 && <p class="soft">{t("people_which")}</p>}
      {overview !== null && overview.connection !== "connected" && list === null && <p class="soft">{t("people_offline")}</p>}
      {list?.people.length === 0 && (
        <section class="sheet">
          <p>{t("people_nobody")}</p>
        </section>
      )}
      {list && list.people.length > 0 && (
        <ul class="people" aria-label={t("people_title")}>
          {list.people.map((person) => (
            <One
              key={person.id}
              person={person}
              title={titleOf(person, list.people)}
              shown={person.id === shown}
              set={(change, words) => set(person.id, change, words)}
              forget={() => forget(person.id)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

/** What somebody is called here: by the name that was given, or else by the site, with a number where several there have none. */
function titleOf(person: Person, people: readonly Person[]): string {
  const alike = people.filter(({ name, site }) => name === null && site === person.site);
  if (person.name !== null) return person.name;
  return alike.length === 1 ? t("people_somebody", person.site) : t("people_somebody_of", person.site, number.format(alike.indexOf(person) + 1));
}

interface Props {
  readonly person: Person;
  readonly title: string;
  /** Somebody came here for this one. */
  readonly shown: boolean;
  readonly set: (change: Change, words?: string) => Promise<void>;
  readonly forget: () => Promise<void>;
}

/** The buttons are called alike for everybody: whose they are is told by the group that they stand in. */
function One({ person, title, shown, set, forget }: Props) {
  const { id, name, site, audience } = person;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!shown) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.parentElement?.scrollIntoView({ block: "start" });
  }, [shown]);
  return (
    <li>
      <div class={`sheet person${shown ? " shown" : ""}`} role="group" aria-labelledby={`person-${id}`}>
        <h2 id={`person-${id}`} tabIndex={-1} ref={heading}>
          <bdi>{title}</bdi>
        </h2>
        {name !== null && (
          <p class="soft">
            <bdi>{site}</bdi>
          </p>
        )}
        <div class="person-head">
          <label class="field">
            <span>{t("people_name")}</span>
            <input
              value={name ?? ""}
              maxLength={LONGEST_NAME}
              placeholder={t("people_name_hint")}
              onChange={(event) => void set({ name: event.currentTarget.value.trim() || null })}
            />
          </label>
          <label class="field">
            <span>{t("people_who")}</span>
            <span class="select">
              <select value={audience} onChange={(event) => void set({ audience: event.currentTarget.value as Audience, asked: true })}>
                {AUDIENCES.map((one) => (
                  <option key={one} value={one}>
                    {t(`people_${one}_who`)}
                  </option>
                ))}
              </select>
            </span>
          </label>
        </div>
        <Distance person={person} set={set} />
        <div class="row end">
          <Confirm label={t("people_forget")} sure={t("people_forget_sure")} yes={t("people_forget_yes")} act={forget} />
        </div>
      </div>
    </li>
  );
}

/** No contact: the days so far, which nothing takes away. */
function Distance({ person, set }: Pick<Props, "person" | "set">) {
  const { no_contact: distance, earlier, exempt, id } = person;
  const [told, setTold] = useState("");
  const begin = async (since: number | null, words: string): Promise<void> => {
    setTold(words);
    await set({ no_contact_since: since }, words);
  };
  if (distance === null) {
    return (
      <div class="distance">
        <p>{earlier > 0 ? count("people_earlier_only", earlier) : t("people_distance_hint")}</p>
        <p class="told">{told}</p>
        <div class="row">
          <button type="button" onClick={() => void begin(Date.now(), t("people_begun"))}>
            {t("people_begin")}
          </button>
        </div>
      </div>
    );
  }
  return (
    <div class="distance kept">
      <p class="days">
        <strong>{number.format(distance.days)}</strong> {count("people_days", distance.days)}
      </p>
      {earlier > 0 && <p class="soft">{count("people_earlier", earlier)}</p>}
      <p class="told">{told}</p>
      <div class="row">
        <label class="field date">
          <span>{t("people_date")}</span>
          <input type="date" value={local(distance.since)} max={local(Date.now())} onChange={(event) => void dated(event.currentTarget.value, begin)} />
        </label>
        <button type="button" onClick={() => void begin(Date.now(), distance.days + earlier > 0 ? count("people_again_said", distance.days + earlier) : t("people_begun"))}>
          {t("people_again")}
        </button>
        <button type="button" onClick={() => void begin(null, t("people_ended"))}>
          {t("people_end")}
        </button>
      </div>
      <label class="switch">
        <input type="checkbox" role="switch" checked={exempt} aria-describedby={`duties-${id}`} onChange={(event) => void set({ exempt: event.currentTarget.checked })} />
        <span>
          {t("people_exempt")}
          <span class="soft" id={`duties-${id}`}>
            {t("people_exempt_hint")}
          </span>
        </span>
      </label>
    </div>
  );
}

/** Begin at a day's own beginning, here. */
async function dated(date: string, begin: (since: number, words: string) => Promise<void>): Promise<void> {
  const [year, month, dayOfMonth] = date.split("-").map(Number);
  if (year && month && dayOfMonth) await begin(new Date(year, month - 1, dayOfMonth).getTime(), t("saved"));
}

/** A day as the field for dates writes it. */
function local(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
