/** The English catalogue as `browser.i18n` reads it. */
import catalogue from "../_locales/en/messages.json";

interface Entry {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}

/** Give a message with its placeholders filled; a missing one is empty, as in browsers. */
export function getMessage(key: string, values: readonly string[] = []): string {
  const entry = (catalogue as Record<string, Entry>)[key];
  if (entry === undefined) return "";
  return entry.message.replaceAll(/\$(?:(\w+)\$|\$)/g, (_, name?: string) => {
    if (name === undefined) return "$";
    const content = entry.placeholders?.[name.toLowerCase()]?.content ?? "";
    return content.replaceAll(/\$(\d)/g, (_whole, place: string) => values[Number(place) - 1] ?? "");
  });
}
