/** One of our own pages: its language and direction are the catalogue's. */
import { render, type ComponentChild } from "preact";
import { t } from "../lib/strings";

/** Show a page. */
export function show(content: ComponentChild): void {
  const html = document.documentElement;
  html.lang = t("language");
  html.dir = t("direction");
  render(content, document.body);
}
