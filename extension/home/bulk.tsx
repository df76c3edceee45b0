/** Setting many at once: the checks that are listed, on every site or on those that are listed, to one step. */
import { useState } from "preact/hooks";
import { count, t } from "../lib/strings";
import type { Catalogue, Step } from "../lib/wire";

/** Where a choice holds. */
export type Where = { readonly every: true } | { readonly every: false; readonly sites: readonly string[] };

interface Props {
  readonly steps: Catalogue["steps"];
  readonly sites: readonly string[];
  /** How many checks are listed. */
  readonly number: number;
  readonly ready: boolean;
  readonly set: (where: Where, step: Step | null) => Promise<boolean>;
}

const EVERY = "*";
const LISTED = "**";

export function Bulk({ steps, sites, number, ready, set }: Props) {
  const [wanted, setPlace] = useState(EVERY);
  const [step, setStep] = useState("");
  const place = wanted === LISTED || sites.includes(wanted) ? wanted : EVERY; // a site may be gone by now
  const where: Where = place === EVERY ? { every: true } : { every: false, sites: place === LISTED ? sites : [place] };
  return (
    <form
      class="sheet bulk"
      aria-label={t("sites_bulk")}
      onSubmit={(event) => {
        event.preventDefault();
        void set(where, steps.find(({ id }) => id === step)?.id ?? null);
      }}
    >
      <p>
        {t("sites_bulk_set")} <strong>{count("sites_bulk_checks", number)}</strong>
      </p>
      <label class="field">
        {t("sites_bulk_on")}
        <span class="select">
          <select value={place} onChange={(event) => setPlace(event.currentTarget.value)}>
            <option value={EVERY}>{t("sites_every")}</option>
            {sites.length > 1 && <option value={LISTED}>{t("sites_bulk_listed")}</option>}
            {sites.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </span>
      </label>
      <label class="field">
        {t("sites_bulk_to")}
        <span class="select">
          <select value={step} onChange={(event) => setStep(event.currentTarget.value)}>
            <option value="">{t("sites_bulk_usual")}</option>
            {steps.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </span>
      </label>
      <button type="submit" disabled={!ready}>
        {t("sites_bulk_do")}
      </button>
    </form>
  );
}
