/** The table itself: a row for each check, a column for every site and one for each site with choices of its own. */
import { isOn, usualStep } from "../lib/ladder";
import { t } from "../lib/strings";
import type { Catalogue, CatalogueCheck, Settings, Step } from "../lib/wire";
import { Confirm } from "../ui/confirm";
import type { Where } from "./bulk";

const GROUPS = ["pause", "note", "care"] as const;

interface Props {
  readonly catalogue: Catalogue;
  readonly checks: readonly CatalogueCheck[];
  readonly settings: Settings;
  readonly sites: readonly string[];
  readonly ready: boolean;
  readonly choose: (where: Where, check: string, step: Step | null) => void;
  readonly turn: (site: string) => void;
  readonly remove: (site: string) => Promise<void>;
}

export function Ladder({ catalogue, checks, settings, sites, ready, choose, turn, remove }: Props) {
  const groups = GROUPS.map((group) => ({ group, rows: checks.filter(({ level }) => level === group) })).filter(({ rows }) => rows.length > 0);
  return (
    <div class="scroller" role="region" aria-label={t("sites_table")} tabIndex={0}>
      <table class="ladder">
        <thead>
          <tr>
            <th scope="col">{t("sites_check")}</th>
            <th scope="col">{t("sites_every")}</th>
            {sites.map((site) => (
              <th key={site} scope="col">
                <bdi>{site}</bdi>
                <span class="row">
                  <input type="checkbox" role="switch" aria-label={t("sites_on", site)} checked={isOn(settings, site)} disabled={!ready} onChange={() => turn(site)} />
                  <Confirm label={t("sites_remove")} sure={t("sites_remove_name", site)} yes={t("sites_remove")} disabled={!ready} act={() => remove(site)} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ group, rows }) => (
          <tbody key={group}>
            <tr>
              <th scope="rowgroup" colSpan={2 + sites.length} class={`group ${group}`}>
                <span>{t(`check_group_${group}`)}</span>
              </th>
            </tr>
            {rows.map((check) => (
              <tr key={check.id}>
                <th scope="row">
                  <span id={`check-${check.id}`} title={check.about}>
                    {check.title}
                  </span>
                </th>
                <td>
                  <Cell
                    check={check}
                    place={t("sites_every")}
                    steps={catalogue.steps}
                    step={usualStep(check, settings)}
                    ready={ready}
                    choose={(step) => choose({ every: true }, check.id, step === check.step ? null : step)}
                  />
                </td>
                {sites.map((site) => (
                  <td key={site} class={isOn(settings, site) ? "" : "resting"}>
                    <Cell
                      check={check}
                      place={site}
                      steps={catalogue.steps}
                      usual={t("sites_as_every")}
                      step={settings.sites[site]?.checks[check.id] ?? null}
                      ready={ready}
                      choose={(step) => choose({ every: false, sites: [site] }, check.id, step)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

interface CellProps {
  readonly check: CatalogueCheck;
  readonly place: string;
  readonly steps: Catalogue["steps"];
  /** What is said for no choice; left out where there always is one. */
  readonly usual?: string;
  readonly step: Step | null;
  readonly ready: boolean;
  readonly choose: (step: Step | null) => void;
}

function Cell({ check, place, steps, usual, step, ready, choose }: CellProps) {
  // Somebody in danger is never left without the card; there is nothing to choose.
  if (check.level === "care") return <span class="fixed">{steps.find(({ id }) => id === check.step)?.title}</span>;
  return (
    <span class="select">
      <select
        class={step === "off" ? "off" : (usual === undefined ? step !== check.step : step !== null) ? "own" : ""}
        aria-label={t("sites_step", check.title, place)}
        value={step ?? ""}
        disabled={!ready}
        onChange={(event) => choose(steps.find(({ id }) => id === event.currentTarget.value)?.id ?? null)}
      >
        {usual !== undefined && <option value="">{usual}</option>}
        {steps.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </span>
  );
}
