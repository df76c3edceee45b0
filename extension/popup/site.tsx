/** This site: on or off, and whether Breather found a place to write. */
import { api } from "../lib/api";
import { t } from "../lib/strings";
import type { Subject } from "./tab";

interface Props {
  readonly subject: Subject;
  readonly on: boolean;
  /** False while nothing can be saved. */
  readonly ready: boolean;
  readonly turn: (on: boolean) => void;
}

export function SiteSwitch({ subject, on, ready, turn }: Props) {
  const { site, attached, addable } = subject;
  if (site === null) {
    return (
      <section class="site">
        <p>{t("popup_not_on_page")}</p>
        {addable === null ? (
          <p class="soft">{t("popup_reload_page")}</p>
        ) : (
          <button type="button" class="primary" onClick={() => void api.permissions.request({ origins: [addable] })}>
            {t("popup_add_site")}
          </button>
        )}
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
      <p class="soft">{on ? (attached ? t("popup_attached") : t("popup_not_attached")) : t("popup_site_off")}</p>
    </section>
  );
}
