/**
 * The words of the extension's own, from the browser's catalogue: `_locales/<language>/messages.json`, English complete.
 *
 * What is said about a check comes from the server's catalogue and is not here. Kind, plain, short; never a verdict.
 */
import type messages from "../_locales/en/messages.json";
import { api } from "./api";
import type { Connection } from "./messages";

export type Key = keyof typeof messages;

/** Give a text in the person's language; `values` take the places of its placeholders, in order. */
export function t(key: Key, ...values: (string | number)[]): string {
  return api.i18n.getMessage(key, values.map(String));
}

/** The texts that depend on a number: `<key>_one`, `<key>_other`, and whatever other forms a language has. */
type Counted<K extends Key = Key> = K extends `${infer Stem}_other` ? Stem : never;

/** Give a text in the form that a number asks for. The number is its first placeholder. */
export function count(key: Counted, number: number, ...more: string[]): string {
  const language = t("language");
  const form = new Intl.PluralRules(language).select(number);
  const values = [new Intl.NumberFormat(language).format(number), ...more];
  return api.i18n.getMessage(`${key}_${form}`, values) || api.i18n.getMessage(`${key}_other`, values);
}

const STANDS = {
  connected: "connected",
  "not-running": "not_running",
  "not-paired": "not_paired",
  "wrong-version": "wrong_version",
} as const satisfies Record<Connection, string>;

/** How the connection stands, and what to do, in one line each. */
export function standing(connection: Connection): { readonly title: string; readonly remedy: string } {
  const slug = STANDS[connection];
  return { title: t(`connection_${slug}_title`), remedy: t(`connection_${slug}_remedy`) };
}
