/** Privacy: each promise. */
import { count, t } from "../lib/strings";
import type { TabProps } from "./tab";

export function Privacy({ overview }: TabProps) {
  return (
    <>
      <h1>{t("privacy_title")}</h1>
      <p class="lead">{t("privacy_intro")}</p>
      {overview?.settings && <p>{count("privacy_sites", Object.keys(overview.settings.sites).length)}</p>}
      <section class="sheet" aria-labelledby="promises">
        <h2 id="promises">{t("privacy_promises")}</h2>
        <ul class="points">
          <li>{t("privacy_promise_local")}</li>
          <li>{t("privacy_promise_drafts")}</li>
          <li>{t("privacy_promise_off")}</li>
          <li>{t("privacy_promise_sealed")}</li>
          <li>{t("privacy_promise_rest")}</li>
          <li>{t("privacy_promise_nobody")}</li>
        </ul>
      </section>
    </>
  );
}
