/** Try it: any text with its marks, its prompt, its truest sentence, and why or why not for each check. */
import { useState } from "preact/hooks";
import { count, t } from "../lib/strings";
import type { Audience, CatalogueCheck, Explanation, Reason, Show } from "../lib/wire";
import { useExplained, type Explained } from "../ui/explained";
import { Helplines } from "../ui/helplines";
import { Marked } from "../ui/marked";
import { Said } from "../ui/said";
import type { TabProps } from "./tab";

const AUDIENCES: readonly Audience[] = ["unknown", "ex", "partner", "other"];
const HOURS = [...Array(24).keys()];
const MOST_UNANSWERED = 99;

export function Try({ overview }: TabProps) {
  const [text, setText] = useState("");
  const [audience, setAudience] = useState<Audience>("unknown");
  const [hour, setHour] = useState<number | null>(null);
  const [unanswered, setUnanswered] = useState(0);
  const explained = useExplained({ text, audience, hour: hour ?? new Date().getHours(), unanswered, turn: 0 });
  const clock = new Intl.DateTimeFormat(t("language"), { hour: "numeric" });
  return (
    <>
      <h1>{t("try_title")}</h1>
      <p class="lead">{t("try_intro")}</p>
      <section class="sheet">
        <label class="field">
          {t("try_text")}
          <textarea
            rows={4}
            dir="auto"
            value={text}
            placeholder={t("try_placeholder")}
            spellcheck={false}
            autocomplete="off"
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <div class="pickers">
          <label class="field">
            {t("try_audience")}
            <span class="select">
              <select value={audience} onChange={(event) => setAudience(AUDIENCES.find((one) => one === event.currentTarget.value) ?? "unknown")}>
                {AUDIENCES.map((one) => (
                  <option key={one} value={one}>
                    {t(`audience_${one}`)}
                  </option>
                ))}
              </select>
            </span>
          </label>
          <label class="field">
            {t("try_hour")}
            <span class="select">
              <select
                value={hour ?? ""}
                onChange={(event) => setHour(event.currentTarget.value === "" ? null : Number(event.currentTarget.value))}
              >
                <option value="">{t("try_hour_now")}</option>
                {HOURS.map((one) => (
                  <option key={one} value={one}>
                    {clock.format(new Date(2000, 0, 1, one))}
                  </option>
                ))}
              </select>
            </span>
          </label>
          <label class="field">
            {t("try_unanswered")}
            <input
              type="number"
              min={0}
              max={MOST_UNANSWERED}
              value={unanswered}
              onInput={(event) => setUnanswered(Math.max(0, Math.min(MOST_UNANSWERED, Math.trunc(Number(event.currentTarget.value)))))}
            />
          </label>
        </div>
      </section>
      {text.trim() !== "" && overview !== null && overview.connection !== "connected" && <p class="soft">{t("try_offline")}</p>}
      <div class="results" aria-live="polite">
        {explained && <Seen explained={explained} />}
      </div>
      {explained && explained.explanation.report.level !== "care" && overview?.catalogue && <Why explained={explained} checks={overview.catalogue.checks} />}
    </>
  );
}

const LOUDNESS = { mark: "note", card: "pause", gate: "gate" } as const satisfies Record<Exclude<Show, "none">, string>;

function Seen({ explained: { text, explanation } }: { readonly explained: Explained }) {
  const { report, truest } = explanation;
  const loudness = report.show === "none" ? null : report.level === "care" ? "care" : LOUDNESS[report.show];
  const prompted = report.prompt && report.findings.find(({ check }) => check === report.prompt?.check);
  return (
    <section class="sheet" aria-labelledby="seen">
      <h2 id="seen">{t("try_seen")}</h2>
      <p>{loudness === null ? t("try_quiet") : t(`try_level_${loudness}`)}</p>
      {report.findings.some(({ mark, level }) => mark && level !== "care") && <Marked text={text} findings={report.findings} />}
      {report.prompt && loudness !== "note" && <Said prompt={report.prompt} quoted={prompted?.mark === true} />}
      {report.level === "care" && <Helplines />}
      {report.level !== "care" && (
        <p class="truest">
          <span class="soft">{t("try_truest")}</span>
          {truest ? <q dir="auto">{truest.text.trim()}</q> : <span>{t("try_no_truest")}</span>}
        </p>
      )}
    </section>
  );
}

interface WhyProps {
  readonly explained: Explained;
  readonly checks: readonly CatalogueCheck[];
}

function Why({ explained: { text, explanation }, checks }: WhyProps) {
  const telling = explanation.checks.filter(({ outcome }) => outcome !== "silent");
  const found = (reason: Reason): number => (reason.outcome === "speaks" ? 0 : 1);
  const titles = new Map(checks.map(({ id, title }) => [id, title]));
  const silent = explanation.checks.filter(({ outcome }) => outcome === "silent");
  return (
    <section class="sheet" aria-labelledby="why">
      <h2 id="why">{t("try_why")}</h2>
      {telling.length > 0 && (
        <ul class="reasons">
          {telling
            .sort((a, b) => found(a) - found(b))
            .map((reason) => (
              <li key={reason.check} class={reason.outcome}>
                <h3>{titles.get(reason.check) ?? reason.check}</h3>
                <p>{outcomeOf(reason)}</p>
                {reason.hits.map((hit) => (
                  <p key={`${hit.pattern}:${hit.start}`} class="soft">
                    <q dir="auto">{text.slice(hit.start, hit.end)}</q> {t("try_pattern", inWords(hit.pattern))}
                    {hit.quieted_by.map((guard) => `, ${t("try_quieted_by", inWords(guard))}`)}
                  </p>
                ))}
              </li>
            ))}
        </ul>
      )}
      <details>
        <summary>{count("try_silent", silent.length)}</summary>
        <p class="soft">{silent.map(({ check }) => titles.get(check) ?? check).join(" · ")}</p>
      </details>
    </section>
  );
}

function outcomeOf({ outcome, audiences }: Explanation["checks"][0]): string {
  if (outcome !== "audience") return t(`outcome_${outcome}`);
  const people = new Intl.ListFormat(t("language"), { type: "disjunction" }).format(audiences.map((one) => t(`audience_${one}`)));
  return t("outcome_audience", people);
}

/** A name in a pack as words: `calm-i` is “calm i”. */
function inWords(name: string): string {
  return name.replaceAll("-", " ");
}
