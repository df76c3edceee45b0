/** This site: on or off, and how Breather stands on the page, or why it does not. */
import { api } from "../lib/api";
import { t } from "../lib/strings";
import type { Standing, Subject } from "./tab";

interface Props {
  readonly subject: Subject;
  readonly on: boolean;
  /** False while nothing can be saved. */
  readonly ready: boolean;
  readonly turn: (on: boolean) => void;
}

const SLUGS = {
  ready: "ready",
  "no-composer": "no_composer",
  "not-messages": "not_messages",
  reload: "reload",
  addable: "addable",
  closed: "closed",
} as const satisfies Record<Standing, string>;

export function SiteSwitch({ subject, on, ready, turn }: Props) {
  const { site, standing, origin } = subject;
  const why = t(`popup_standing_${SLUGS[standing]}`);
  if (site === null) {
    return (
      <section class="site">
        <p>{t("popup_not_on_page")}</p>
        <p class="soft">{why}</p>
        <Way subject={subject} />
      </section>
    );
  }
  return (
    <section class="site">
      <label class="switch">
        <span class="site-name">
          <span class="soft">{t("popup_site")}</span>
          <bdi>{site}</bdi>
        </span>
        <input
          type="checkbox"
          role="switch"
          checked={on}
          disabled={!ready}
          aria-label={t("popup_site_switch", site)}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
      </label>
      <p class="soft">{on ? why : t("popup_site_off")}</p>
      {origin !== null && (
        <button type="button" class="quiet" onClick={() => void api.permissions.remove({ origins: [origin] })}>
          {t("popup_remove_site")}
        </button>
      )}
    </section>
  );
}

/** The one thing to do where Breather is not on the page. */
function Way({ subject: { standing, origin, tab } }: Pick<Props, "subject">) {
  if (standing === "addable" && origin !== null) {
    return (
      <button type="button" class="primary" onClick={() => void api.permissions.request({ origins: [origin] })}>
        {t("popup_add_site")}
      </button>
    );
  }
  if (standing === "reload" && tab !== null) {
    return (
      <button type="button" class="primary" onClick={() => void api.tabs.reload(tab)}>
        {t("popup_reload")}
      </button>
    );
  }
  return null;
}
