/** The popup: this site, its checks, and how the connection stands. */
import { useRef, useState } from "preact/hooks";
import { isOn, snoozedUntil, usualStep } from "../lib/ladder";
import type { Overview } from "../lib/messages";
import { t } from "../lib/strings";
import type { CatalogueCheck, Person, SiteChange, Step } from "../lib/wire";
import { ask } from "../ui/ask";
import { Arcs } from "../ui/brand";
import { Remedy, Standing } from "../ui/connection";
import { useLooking } from "../ui/looking";
import { Caps } from "./caps";
import { Checks } from "./checks";
import { Keeping } from "./keep";
import { LettersDue, tellDue } from "./letters";
import { SiteSwitch } from "./site";
import { subject, type Subject } from "./tab";
import { describe, Whom } from "./whom";

const LOOK_MS = 500;
const SNOOZE_MINUTES = 60;
const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });

export function Popup() {
  const [overview, setOverview] = useState<Overview | null>(null);
  const [where, setWhere] = useState<Subject | null>(null);
  const [person, setPerson] = useState<Person | null>(null);
  const [due, setDue] = useState(false);
  const [said, setSaid] = useState("");
  const told = useRef(false);
  const described = useRef("");

  // What is shown is shown when all of it is known: a section that comes later would move the others from under a finger.
  const look = async (): Promise<void> => {
    const [fresh, page] = await Promise.all([ask({ kind: "overview" }), subject()]);
    if (fresh?.connection === "connected") {
      if (!told.current) setDue(await tellDue());
      told.current = true;
      const whom = JSON.stringify([page.site, page.conversation]);
      if (described.current !== whom) setPerson(await describe(page));
      described.current = whom;
    }
    if (fresh) setOverview(fresh);
    setWhere(page);
  };
  useLooking(look, LOOK_MS);

  const save = async (asked: Promise<Overview | null>): Promise<void> => {
    const saved = await asked;
    if (saved) setOverview(saved);
    setSaid(saved?.connection === "connected" ? t("saved") : t("not_saved"));
  };
  const change = (what: Omit<SiteChange, "site">): void => {
    if (where?.site != null) void save(ask({ kind: "set-site", change: { site: where.site, ...what } }));
  };
  const choose = (check: CatalogueCheck, step: Step): void => change({ checks: { [check.id]: step === usualStep(check, settings) ? null : step } });

  const { connection, settings, catalogue } = overview ?? { connection: null, settings: null, catalogue: null };
  const ready = connection === "connected";
  const site = where?.site ?? null;
  const on = site !== null && isOn(settings, site);
  const until = snoozedUntil(settings, Date.now());
  return (
    <>
      <header>
        <Arcs size={26} />
        <h1>{t("name")}</h1>
        <Standing connection={connection} />
      </header>
      <main>
        {due && <LettersDue />}
        {connection !== null && !ready && <Remedy connection={connection} changed={look} />}
        {where && <SiteSwitch subject={where} on={on} ready={ready} turn={(next) => change({ on: next })} />}
        {ready && where && on && person !== null && (
          <Whom subject={where} person={person} changed={setPerson} said={(saved) => setSaid(saved ? t("saved") : t("not_saved"))} />
        )}
        {ready && on && where?.standing === "ready" && where.tab !== null && <Keeping tab={where.tab} />}
        {ready && where && (
          <section class="snooze">
            <p>{until === null ? "" : t("popup_snoozed", clock.format(until))}</p>
            <button type="button" onClick={() => void save(ask({ kind: "set-snooze", minutes: until === null ? SNOOZE_MINUTES : 0 }))}>
              {until === null ? t("popup_snooze") : t("popup_wake")}
            </button>
          </section>
        )}
        {site !== null && on && catalogue && <Checks catalogue={catalogue} settings={settings} site={site} ready={ready} choose={choose} />}
        {ready && settings && <Caps caps={settings.caps} choose={(cap, most) => void save(ask({ kind: "set-caps", caps: { [cap]: most } }))} />}
      </main>
      {where && (
        <footer>
          <a class="home-link" href="home.html" target="_blank">
            {t("popup_open_home")}
          </a>
        </footer>
      )}
      <p class="said" role="status">
        {said}
      </p>
    </>
  );
}
