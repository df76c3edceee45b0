/** Sites × checks: the whole ladder as a table, with a column for every site and one for each that chose otherwise. */
import { useState } from "preact/hooks";
import { isOn } from "../lib/ladder";
import { count, t } from "../lib/strings";
import type { Catalogue, Settings, SiteChange, Step } from "../lib/wire";
import { ask } from "../ui/ask";
import { download } from "../ui/download";
import { Bulk, type Where } from "./bulk";
import { Ladder } from "./ladder";
import type { TabProps } from "./tab";
import { exported, imported, importedWords } from "./transfer";

/** So many columns can be read; more are found by name. */
const COLUMNS = 6;
/** So many sites travel in one request and stay far below its limit. */
const TOGETHER = 20;

export function Sites({ overview, refresh, say }: TabProps) {
  const [wanted, setWanted] = useState("");
  const [site, setSite] = useState("");
  const catalogue = overview?.catalogue ?? null;
  const settings = overview?.settings ?? null;
  return (
    <>
      <h1>{t("sites_title")}</h1>
      <p class="lead">{t("sites_intro")}</p>
      {catalogue === null || settings === null ? (
        overview === null && <p class="soft">{t("loading")}</p>
      ) : (
        <Choices {...{ catalogue, settings, wanted, setWanted, site, setSite, refresh, say }} ready={overview?.connection === "connected"} />
      )}
    </>
  );
}

interface Props extends Pick<TabProps, "refresh" | "say"> {
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly ready: boolean;
  readonly wanted: string;
  readonly setWanted: (text: string) => void;
  readonly site: string;
  readonly setSite: (text: string) => void;
}

function Choices({ catalogue, settings, ready, wanted, setWanted, site, setSite, refresh, say }: Props) {
  const names = Object.keys(settings.sites).sort();
  const listed = names.filter((name) => name.includes(site.trim().toLowerCase()));
  const shown = listed.slice(0, COLUMNS);
  const checks = catalogue.checks.filter(({ title, about }) => `${title} ${about}`.toLowerCase().includes(wanted.trim().toLowerCase()));
  const movable = checks.filter(({ level }) => level !== "care").map(({ id }) => id);

  const save = async (saving: Promise<boolean>): Promise<boolean> => {
    const saved = await saving;
    await refresh();
    say(t(saved ? "saved" : "not_saved"));
    return saved;
  };
  const choose = (where: Where, change: Readonly<Record<string, Step | null>>): Promise<boolean> =>
    save(where.every ? setDefaults(change) : setSites(where.sites.map((name) => ({ site: name, checks: change }))));
  return (
    <>
      {!ready && <p class="soft">{t("sites_offline")}</p>}
      <div class="search row">
        <input type="search" aria-label={t("check_find")} placeholder={t("check_find")} value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
        {names.length > COLUMNS && (
          <input type="search" aria-label={t("sites_find_site")} placeholder={t("sites_find_site")} value={site} onInput={(event) => setSite(event.currentTarget.value)} />
        )}
      </div>
      {names.length === 0 && <p class="soft">{t("sites_none")}</p>}
      {checks.length === 0 ? (
        <p class="soft">{t("check_no_match")}</p>
      ) : (
        <>
          <Bulk
            steps={catalogue.steps}
            sites={listed}
            number={movable.length}
            ready={ready && movable.length > 0}
            set={(where, step) => choose(where, Object.fromEntries(movable.map((id) => [id, step])))}
          />
          <Ladder
            {...{ catalogue, checks, settings, ready }}
            sites={shown}
            choose={(where, check, step) => void choose(where, { [check]: step })}
            turn={(name) => void save(setSites([{ site: name, on: !isOn(settings, name) }]))}
            remove={async (name) => {
              if (await save(answered(ask({ kind: "remove-site", site: name })))) say(t("sites_removed", name));
            }}
          />
        </>
      )}
      {listed.length > shown.length && <p class="soft">{count("sites_more", listed.length - shown.length)}</p>}
      <Transfer {...{ catalogue, settings, ready, refresh, say }} />
    </>
  );
}

function Transfer({ catalogue, settings, ready, refresh, say }: Pick<Props, "catalogue" | "settings" | "ready" | "refresh" | "say">) {
  const [trouble, setTrouble] = useState("");
  const [done, setDone] = useState("");
  const read = async (file: File): Promise<void> => {
    setDone("");
    const asked = imported(await file.text(), catalogue, settings);
    if (typeof asked === "string") {
      setTrouble(asked);
      return;
    }
    let saved = await setDefaults(asked.defaults);
    for (let at = 0; saved && at < asked.changes.length; at += TOGETHER) saved = await setSites(asked.changes.slice(at, at + TOGETHER));
    await refresh();
    setTrouble(saved ? "" : t("import_failed"));
    if (!saved) return;
    setDone(importedWords(asked));
    say(importedWords(asked));
  };
  return (
    <section class="sheet" aria-labelledby="keep">
      <h2 id="keep">{t("sites_keep")}</h2>
      <p class="soft">{t("sites_keep_about")}</p>
      <div class="row">
        <button type="button" onClick={() => download("breather-choices.json", exported(settings))}>
          {t("sites_export")}
        </button>
        <label class={`button file ${ready ? "" : "resting"}`}>
          {t("sites_import")}
          <input
            type="file"
            accept=".json,application/json"
            disabled={!ready}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) void read(file);
              event.currentTarget.value = "";
            }}
          />
        </label>
      </div>
      <p class="trouble" role="alert">
        {trouble}
      </p>
      {done !== "" && <p>{done}</p>}
    </section>
  );
}

async function answered(asked: Promise<{ readonly connection: string } | null>): Promise<boolean> {
  return (await asked)?.connection === "connected";
}

function setDefaults(checks: Readonly<Record<string, Step | null>>): Promise<boolean> {
  return answered(ask({ kind: "set-defaults", checks }));
}

async function setSites(changes: readonly SiteChange[]): Promise<boolean> {
  for (let at = 0; at < changes.length; at += TOGETHER) {
    if (!(await answered(ask({ kind: "set-sites", changes: changes.slice(at, at + TOGETHER) })))) return false;
  }
  return true;
}
