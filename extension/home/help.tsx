/** Help: somebody to talk to, with no server and no network needed; and what Breather is not. */
import { t } from "../lib/strings";
import { Helplines } from "../ui/helplines";

export function Help() {
  return (
    <>
      <h1>{t("help_title")}</h1>
      <p class="lead">{t("help_intro")}</p>
      <section class="sheet" aria-labelledby="talk">
        <h2 id="talk">{t("help_talk")}</h2>
        <p class="soft">{t("help_talk_about")}</p>
        <Helplines />
      </section>
      <section class="sheet" aria-labelledby="not">
        <h2 id="not">{t("help_not_title")}</h2>
        <ul class="points">
          <li>{t("help_not_therapy")}</li>
          <li>{t("help_not_judge")}</li>
          <li>{t("help_not_always")}</li>
          <li>{t("help_not_censor")}</li>
          <li>{t("help_not_safety")}</li>
        </ul>
      </section>
    </>
  );
}
