/** Whom to call, by country. The choice of country is not kept. */
import { useState } from "preact/hooks";
import { countryName } from "../lib/help";
import { GENERAL, helpFor, HELPLINES } from "../lib/helplines";
import { t } from "../lib/strings";

export function Helplines() {
  const [country, setCountry] = useState(helpFor(navigator.languages).country ?? "");
  const found = HELPLINES.find((row) => row.country === country);
  const language = t("language");
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  return (
    <div class="helplines">
      <label class="field">
        {t("help_country")}
        <span class="select">
          <select value={country} onChange={(event) => setCountry(event.currentTarget.value)}>
            {HELPLINES.map((row) => [row.country, countryName(row.country, language)] as const)
              .sort(([, a], [, b]) => a.localeCompare(b, language))
              .map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            <option value="">{t("help_anywhere")}</option>
          </select>
        </span>
      </label>
      {found ? (
        <>
          <ul class="lines">
            {found.lines.map(({ name, call, text, url, source, date: day }) => (
              <li key={name}>
                <strong>{text === undefined ? t("help_call", call) : t("help_call_text", call, text)}</strong>
                <a href={url} target="_blank" rel="noreferrer">
                  {name}
                </a>
                <span class="soft">{t("help_dated", date.format(new Date(`${day}T12:00`)), new URL(source).host)}</span>
              </li>
            ))}
          </ul>
          <p>{t("help_emergency", found.emergency)}</p>
          <p class="soft">
            {t("help_general", "")}
            <a href={GENERAL.url} target="_blank" rel="noreferrer">
              {GENERAL.name}
            </a>
          </p>
        </>
      ) : (
        <p>
          {t("help_none")}{" "}
          <a href={GENERAL.url} target="_blank" rel="noreferrer">
            {GENERAL.name}
          </a>
        </p>
      )}
    </div>
  );
}
