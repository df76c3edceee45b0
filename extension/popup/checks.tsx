/** Each check's step on this site. Titles, levels and steps are the server's. */
import { useState } from "preact/hooks";
import { stepOf, stepsFor, usualStep } from "../lib/ladder";
import { t } from "../lib/strings";
import type { Catalogue, CatalogueCheck, Settings, Step } from "../lib/wire";

const GROUPS = ["pause", "note", "care"] as const;
/** From so many on, a list is quicker to search than to read. */
const MANY = 12;

interface Props {
  readonly catalogue: Catalogue;
  readonly settings: Settings | null;
  readonly site: string;
  readonly ready: boolean;
  readonly choose: (check: CatalogueCheck, step: Step) => void;
}

export function Checks({ catalogue, settings, site, ready, choose }: Props) {
  const [wanted, setWanted] = useState("");
  const matching = catalogue.checks.filter(({ title, about }) => `${title} ${about}`.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <section class="checks" aria-labelledby="checks">
      <h2 id="checks">{t("popup_checks")}</h2>
      {catalogue.checks.length > MANY && (
        <input type="search" aria-label={t("check_find")} placeholder={t("check_find")} value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
      )}
      {matching.length === 0 && <p class="soft">{t("check_no_match")}</p>}
      {GROUPS.map((group) => ({ group, checks: matching.filter(({ level }) => level === group) }))
        .filter(({ checks }) => checks.length > 0)
        .map(({ group, checks }) => (
          <section key={group} aria-labelledby={`group-${group}`}>
            <h3 id={`group-${group}`} class={group}>
              {t(`check_group_${group}`)}
            </h3>
            <ul>
              {checks.map((check) => (
                <Row key={check.id} check={check} steps={catalogue.steps} step={stepOf(check, settings, site)} usually={usualStep(check, settings)} ready={ready} choose={choose} />
              ))}
            </ul>
          </section>
        ))}
    </section>
  );
}

interface RowProps extends Pick<Props, "ready" | "choose"> {
  readonly check: CatalogueCheck;
  readonly steps: Catalogue["steps"];
  readonly step: Step;
  readonly usually: Step;
}

function Row({ check, steps, step, usually, ready, choose }: RowProps) {
  // Somebody in danger is never asked to press Enter twice, and their words are not underlined.
  const offered = stepsFor(check, steps);
  const usual = steps.find(({ id }) => id === usually);
  return (
    <li class={step === "off" ? "resting" : ""}>
      <label for={`step-${check.id}`}>{check.title}</label>
      <span class="select">
        <select
          id={`step-${check.id}`}
          value={step}
          disabled={!ready}
          aria-describedby={`about-${check.id}`}
          onChange={(event) => {
            const chosen = offered.find(({ id }) => id === event.currentTarget.value);
            if (chosen) choose(check, chosen.id);
          }}
        >
          {offered.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </span>
      <p id={`about-${check.id}`} class="soft">
        {check.about} {usual && step !== usual.id && <em>{t("check_usually", usual.title)}</em>}
      </p>
    </li>
  );
}
