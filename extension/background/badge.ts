/** The toolbar button's small word and its title. Silent while all is well. */
import { api } from "../lib/api";
import type { Connection, SiteState } from "../lib/messages";
import { standing, t } from "../lib/strings";

const QUIET = "#5b6b6d";

/** Show how the connection stands. */
export async function showConnection(connection: Connection): Promise<void> {
  const fine = connection === "connected";
  await api.action.setBadgeBackgroundColor({ color: QUIET });
  await api.action.setBadgeText({ text: fine ? "" : "–" });
  await api.action.setTitle({ title: fine ? t("name") : `${t("name")}: ${standing(connection).title}` });
}

/** Show that the day of a letter is over, until its writer knows. */
export async function showDue(due: boolean): Promise<void> {
  await api.action.setBadgeText({ text: due ? "•" : "" });
  await api.action.setTitle({ title: due ? `${t("name")}: ${t("letters_due")}` : t("name") });
}

/** Show that Breather rests in one tab. */
export async function showSite(tabId: number, state: SiteState): Promise<void> {
  const text = state.awake ? null : state.until === null ? t("badge_off") : t("badge_snoozed");
  // Null gives the tab back to the badge of all tabs. Firefox refuses a missing text; Chromium's types do not know null.
  const badge = { tabId, text } as chrome.action.BadgeTextDetails;
  await api.action.setBadgeText(badge).catch(() => undefined); // the tab may be gone
}
