/** The popup: this site, its checks, and how the connection stands. */
import { useEffect, useState } from "preact/hooks";
import { isOn, snoozedUntil } from "../lib/ladder";
import type { Overview } from "../lib/messages";
import { strings } from "../lib/strings";
import type { CatalogueCheck, SiteChange, Step } from "../lib/wire";
import { ask } from "./ask";
import { Checks } from "./checks";
import { Remedy, Standing } from "./connection";
import { SiteSwitch } from "./site";
import { subject, type Subject } from "./tab";

const words = strings.popup;
const LOOK_MS = 1000;
const SNOOZE_MINUTES = 60;
const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });

export function Popup() {
  const [overview, setOverview] = useState<Overview | null>(null);
  const [where, setWhere] = useState<Subject | null>(null);
  const [said, setSaid] = useState("");

  const look = async (): Promise<void> => {
    const [fresh, page] = await Promise.all([ask({ kind: "overview" }), subject()]);
    if (fresh) setOverview(fresh);
    setWhere(page);
  };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (): void => void look().finally(() => (timer = setTimeout(again, LOOK_MS)));
    again();
    return () => clearTimeout(timer);
  }, []);

  const save = async (asked: Promise<Overview | null>): Promise<void> => {
    const saved = await asked;
    if (saved) setOverview(saved);
    setSaid(saved?.connection === "connected" ? words.saved : words.notSaved);
  };
  const change = (what: Omit<SiteChange, "site">): void => {
    if (where?.site != null) void save(ask({ kind: "set-site", change: { site: where.site, ...what } }));
  };
  const choose = (check: CatalogueCheck, step: Step): void => change({ checks: { [check.id]: step === check.step ? null : step } });

  const { connection, settings, catalogue } = overview ?? { connection: null, settings: null, catalogue: null };
  const ready = connection === "connected";
  const site = where?.site ?? null;
  const on = site !== null && isOn(settings, site);
  const until = snoozedUntil(settings, Date.now());
  return (
    <>
      <header>
        <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
          <path d="M10 5C6.6 9 6.6 15 10 19M14 5c3.4 4 3.4 10 0 14" />
        </svg>
        <h1>{strings.name}</h1>
        <Standing connection={connection} />
      </header>
      <main>
        {connection !== null && !ready && <Remedy connection={connection} changed={look} />}
        {where && <SiteSwitch subject={where} on={on} ready={ready} turn={(next) => change({ on: next })} />}
        {ready && (
          <section class="snooze">
            <p>{until === null ? "" : words.snoozed(clock.format(until))}</p>
            <button type="button" onClick={() => void save(ask({ kind: "set-snooze", minutes: until === null ? SNOOZE_MINUTES : 0 }))}>
              {until === null ? words.snooze : words.wake}
            </button>
          </section>
        )}
        {site !== null && on && catalogue && <Checks catalogue={catalogue} settings={settings} site={site} ready={ready} choose={choose} />}
      </main>
      <p class="said" role="status">
        {said}
      </p>
    </>
  );
}
