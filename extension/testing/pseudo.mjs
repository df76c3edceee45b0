/**
 * Two invented languages, to prove that the layout holds: `node testing/pseudo.mjs longer|rtl DIST FOLDER` copies a built
 * extension into FOLDER with that language in place of English. Tests use it; nothing of it is shipped.
 *
 * `longer` has accents and is 40 % longer. `rtl` runs from right to left: each word turned round by Unicode's override.
 */
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ACCENTS = new Map([..."aeiouyAEIOUYcnszCNSZ"].map((letter, at) => [letter, [..."åéîöûýÅÉÎÖÛÝçñšžÇÑŠŽ"][at]]));
const FILLER = " lörem îpsum dölör sît åmet";
const LONGER = 1.4;

/** Change what a person reads of a message, and leave its placeholders. */
function words(message, change) {
  return message.split(/(\$\w*\$)/).map((part) => (part.startsWith("$") ? part : change(part))).join("");
}

function longer(message) {
  const accented = words(message, (part) => part.replaceAll(/\w/g, (letter) => ACCENTS.get(letter) ?? letter));
  const missing = Math.ceil(message.length * (LONGER - 1));
  return accented + FILLER.repeat(Math.ceil(missing / FILLER.length)).slice(0, missing);
}

const rtl = (message) => words(message, (part) => part.replaceAll(/\S+/g, (word) => `\u202E${word}\u202C`));

/** Give a catalogue in one of the invented languages. */
export function pseudo(catalogue, kind) {
  const change = kind === "rtl" ? rtl : longer;
  const entries = Object.entries(catalogue).map(([key, entry]) => {
    if (key === "language" || key === "name" || key.startsWith("badge_")) return [key, entry];
    if (key === "direction") return [key, { ...entry, message: kind === "rtl" ? "rtl" : "ltr" }];
    return [key, { ...entry, message: change(entry.message) }];
  });
  return Object.fromEntries(entries);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [kind, dist, folder] = process.argv.slice(2);
  await cp(dist, folder, { recursive: true });
  const path = join(folder, "_locales", "en", "messages.json");
  await writeFile(path, JSON.stringify(pseudo(JSON.parse(await readFile(path, "utf8")), kind)));
}
