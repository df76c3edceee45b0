/** The choices as a file: written plainly, and read with care, because people edit such files. */
import { stepsFor } from "../lib/ladder";
import { count, t } from "../lib/strings";
import type { Catalogue, Settings, SiteChange, Step } from "../lib/wire";

const FORMAT = 1;
const MOST_SITES = 1000;
const SITE = /^[a-z0-9._:[\]-]{1,259}$/;

/** What a file asks for. Sites that it does not name stay as they are. */
export interface Imported {
  readonly defaults: Record<string, Step | null>;
  readonly changes: SiteChange[];
}

/** The settings as they are written into a file. */
export function exported({ defaults, sites }: Settings): object {
  return { breather: "choices", format: FORMAT, defaults, sites };
}

/** Read a file. Gives what it asks for, or what is wrong with it in words that help to mend it. */
export function imported(text: string, catalogue: Catalogue, settings: Settings): Imported | string {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return t("import_not_json");
  }
  if (!isRecord(file) || file["breather"] !== "choices") return t("import_not_ours", "“breather”: “choices”");
  if (typeof file["format"] !== "number") return t("import_not_ours", "“format”");
  if (file["format"] > FORMAT) return t("import_version", file["format"]);
  const { defaults = {}, sites } = file;
  if (!isRecord(sites)) return t("import_not_ours", "“sites”");
  const names = Object.keys(sites);
  const together = new Set([...names, ...Object.keys(settings.sites)]).size;
  if (together > MOST_SITES) return t("import_many", names.length, MOST_SITES);
  const wrong = stepsTrouble(defaults, t("sites_every"), catalogue);
  if (wrong !== null) return wrong;
  const changes: SiteChange[] = [];
  for (const [site, row] of Object.entries(sites)) {
    if (!SITE.test(site)) return t("import_site", site);
    if (!isRecord(row) || typeof row["on"] !== "boolean") return t("import_shape", site);
    const trouble = stepsTrouble(row["checks"], site, catalogue);
    if (trouble !== null) return trouble;
    changes.push({ site, on: row["on"], checks: instead(settings.sites[site]?.checks ?? {}, row["checks"] as Record<string, Step>) });
  }
  return { defaults: instead(settings.defaults, defaults as Record<string, Step>), changes };
}

/** One set of steps in place of another: what is no longer there goes back. */
function instead(before: Readonly<Record<string, Step>>, after: Readonly<Record<string, Step>>): Record<string, Step | null> {
  return { ...Object.fromEntries(Object.keys(before).map((check) => [check, null])), ...after };
}

function stepsTrouble(steps: unknown, site: string, catalogue: Catalogue): string | null {
  if (!isRecord(steps)) return t("import_shape", site);
  for (const [id, step] of Object.entries(steps)) {
    const check = catalogue.checks.find((one) => one.id === id);
    if (!check) return t("import_check", id, site);
    const offered = check.level === "care" ? [] : stepsFor(check, catalogue.steps).map((one) => one.id);
    if (!offered.some((one) => one === step)) return t("import_step", String(step), check.title, site, offered.join(", ") || "—");
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Say how many sites a file had. */
export function importedWords({ changes }: Imported): string {
  return count("sites_imported", changes.length);
}
