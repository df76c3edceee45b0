/** How it went: counts by day in plain bars. Off until it is turned on; no number is good or bad. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../lib/strings";
import type { Tally as Counts, TallyDay, TallyEvent } from "../lib/wire";
import { ask } from "../ui/ask";
import { Confirm } from "../ui/confirm";
import type { TabProps } from "./tab";

const EVENTS: readonly TallyEvent[] = ["shown", "edited", "kept", "sent"];
const DAYS = 14;

export function Tally({ overview, refresh, say }: TabProps) {
  const [tally, setTally] = useState<Counts | null>(null);
  const ready = overview?.connection === "connected";
  const take = async (asked: Promise<Counts | null>, said: string): Promise<void> => {
    const fresh = await asked;
    if (fresh) setTally(fresh);
    say(fresh ? said : t("not_saved"));
    await refresh();
  };
  useEffect(() => {
    if (ready) void ask({ kind: "tally" }).then((fresh) => fresh && setTally(fresh));
  }, [overview]); // as often as the page looks, so that a card shown meanwhile is there
  return (
    <>
      <h1>{t("tally_title")}</h1>
      <p class="lead">{t("tally_intro")}</p>
      {overview !== null && !ready && <p class="soft">{t("tally_offline")}</p>}
      <section class="sheet">
        <label class="switch">
          <span class="grow">
            <strong>{t("tally_switch")}</strong>
            <span class="soft">{t(tally?.on === true ? "tally_on" : "tally_off")}</span>
          </span>
          <input
            type="checkbox"
            role="switch"
            aria-label={t("tally_switch")}
            checked={tally?.on === true}
            disabled={!ready || tally === null}
            onChange={(event) => void take(ask({ kind: "switch-tally", on: event.currentTarget.checked }), t("saved"))}
          />
        </label>
      </section>
      {tally?.days.length === 0 && <p class="soft">{t("tally_empty")}</p>}
      {tally && tally.days.length > 0 && (
        <section class="sheet" aria-labelledby="days">
          <h2 id="days">{t("tally_days")}</h2>
          <Days days={tally.days.slice(-DAYS).reverse()} />
          <p class="soft">{t("tally_note")}</p>
          <Confirm
            label={t("tally_erase")}
            sure={t("tally_erase_sure")}
            yes={t("tally_erase_yes")}
            disabled={!ready}
            act={() => take(ask({ kind: "erase-tally" }), t("tally_erased"))}
          />
        </section>
      )}
    </>
  );
}

function Days({ days }: { readonly days: readonly TallyDay[] }) {
  const most = Math.max(1, ...days.flatMap((day) => EVENTS.map((event) => day[event])));
  const language = t("language");
  const date = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short" });
  const number = new Intl.NumberFormat(language);
  return (
    <div class="scroller plain" role="group" aria-labelledby="days" tabIndex={0}>
      <table class="days">
        <thead>
          <tr>
            <th scope="col">{t("tally_day")}</th>
            {EVENTS.map((event) => (
              <th key={event} scope="col">
                {t(`tally_${event}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{date.format(new Date(`${day.day}T12:00`))}</th>
              {EVENTS.map((event) => (
                <td key={event}>
                  <span class="bar">
                    <span class={event} style={{ inlineSize: `${(100 * day[event]) / most}%` }} />
                  </span>
                  {number.format(day[event])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("tally_sum")}</th>
            {EVENTS.map((event) => (
              <td key={event}>{number.format(days.reduce((sum, day) => sum + day[event], 0))}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
