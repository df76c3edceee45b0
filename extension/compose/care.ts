/**
 * Help on a card of level care: whom to call, by country, and nothing else. No advice, no countdown, nothing counted or kept.
 *
 * The country can be changed here, for as long as the card is open. Words are generated content like all of the card's.
 */
import { countryName, type Help } from "../lib/help";
import { t } from "../lib/strings";
import { el } from "./dom";

/** Build the part of the card that shows the lines. */
export function helpPart(help: Help): HTMLElement {
  const part = el("section", { class: "help", "aria-label": t("help_lines") });
  const show = (country: string | null): void => part.replaceChildren(...lines(help, country), choice(help, country, show));
  show(help.country);
  return part;
}

function lines({ countries, general }: Help, country: string | null): HTMLElement[] {
  const found = countries.find((row) => row.country === country);
  const elsewhere = el("p", { class: "elsewhere" }, t("help_general", general.url.replace("https://", "")));
  if (!found) return [elsewhere];
  const rows = found.lines.map(({ name, call, text }) =>
    el("li", {}, el("p", { class: "call" }, text === undefined ? t("help_call", call) : t("help_call_text", call, text)), el("p", { class: "elsewhere" }, name)),
  );
  return [el("ul", {}, ...rows), el("p", { class: "elsewhere" }, t("help_emergency", found.emergency)), elsewhere];
}

/** The other countries, unfolded when they are asked for. */
function choice({ countries }: Help, country: string | null, show: (country: string) => void): HTMLElement {
  const language = t("language");
  const list = el("div", { class: "countries", role: "group", "aria-label": t("help_country") });
  const label = country === null ? t("help_choose") : t("help_change", countryName(country, language));
  const change = el("button", { class: "reason", "aria-expanded": "false" }, label);
  list.hidden = true;
  change.addEventListener("click", () => {
    list.hidden = !list.hidden;
    change.setAttribute("aria-expanded", String(!list.hidden));
  });
  for (const row of countries) {
    const button = el("button", { "aria-pressed": String(row.country === country) }, countryName(row.country, language));
    button.addEventListener("click", () => {
      const part = list.closest(".help");
      show(row.country);
      part?.querySelector<HTMLElement>(".reason")?.focus({ preventScroll: true });
    });
    list.append(button);
  }
  return el("div", {}, change, list);
}
