/** Privacy: what is stored now, in numbers; each promise; and the ways to take it and to end it. */
import { useEffect, useState } from "preact/hooks";
import { t, type Key } from "../lib/strings";
import type { Stored } from "../lib/wire";
import { ask } from "../ui/ask";
import { Confirm } from "../ui/confirm";
import { download } from "../ui/download";
import { everything } from "./everything";
import type { TabProps } from "./tab";

const PROMISES = [
  "privacy_promise_local", "privacy_promise_drafts", "privacy_promise_off", "privacy_promise_sealed", "privacy_promise_rest", "privacy_promise_nobody",
] as const satisfies readonly Key[];
const KINDS: Readonly<Record<string, Key>> = {
  letters: "kind_letters", pairings: "kind_pairings", people: "kind_people", settings: "kind_settings", sites: "kind_sites", tally: "kind_tally",
};
const KEYS: Readonly<Record<string, Key>> = { keyring: "privacy_key_keyring", passphrase: "privacy_key_passphrase", file: "privacy_key_file" };

export function Privacy({ overview, refresh, say }: TabProps) {
  const [stored, setStored] = useState<Stored | null>(null);
  const ready = overview?.connection === "connected";
  useEffect(() => {
    if (ready) void ask({ kind: "stored" }).then(setStored);
  }, [ready, overview?.settings]);
  return (
    <>
      <h1>{t("privacy_title")}</h1>
      <p class="lead">{t("privacy_intro")}</p>
      <section class="sheet" aria-labelledby="stored">
        <h2 id="stored">{t("privacy_stored")}</h2>
        {overview !== null && !ready && <p class="soft">{t("privacy_offline")}</p>}
        {stored && <Numbers stored={stored} />}
        <p class="soft">{t("privacy_no_drafts")}</p>
      </section>
      <section class="sheet" aria-labelledby="promises">
        <h2 id="promises">{t("privacy_promises")}</h2>
        <ul class="points">
          {PROMISES.map((promise) => (
            <li key={promise}>{t(promise)}</li>
          ))}
        </ul>
      </section>
      <section class="sheet" aria-labelledby="yours">
        <h2 id="yours">{t("privacy_yours")}</h2>
        <div class="act">
          <p class="soft">{t("privacy_export_about")}</p>
          <button
            type="button"
            disabled={!ready}
            onClick={() =>
              void everything().then((all) => {
                if (all === null) return say(t("not_saved"));
                download("breather-everything.json", all);
                say(t("privacy_exported"));
              })
            }
          >
            {t("privacy_export")}
          </button>
        </div>
        <div class="act">
          <p class="soft">{t("privacy_erase_about")}</p>
          <Confirm
            label={t("privacy_erase")}
            sure={t("privacy_erase_sure")}
            yes={t("privacy_erase_yes")}
            disabled={!ready}
            act={async () => {
              const left = await ask({ kind: "erase-all" });
              if (left) setStored(left);
              say(t(left ? "privacy_erased" : "not_saved"));
              await refresh();
            }}
          />
        </div>
        <div class="act">
          <p class="soft">{t("privacy_unpair_about")}</p>
          <Confirm
            label={t("privacy_unpair")}
            sure={t("privacy_unpair_sure")}
            yes={t("privacy_unpair_yes")}
            disabled={overview === null || overview.connection === "not-paired"}
            act={async () => {
              await ask({ kind: "unpair" });
              setStored(null);
              say(t("privacy_unpaired"));
              await refresh();
            }}
          />
        </div>
      </section>
    </>
  );
}

function Numbers({ stored }: { readonly stored: Stored }) {
  const number = new Intl.NumberFormat(t("language"));
  const key = KEYS[stored.key];
  return (
    <>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">{t("privacy_kind")}</th>
            <th scope="col">{t("privacy_rows")}</th>
            <th scope="col">{t("privacy_bytes")}</th>
          </tr>
        </thead>
        <tbody>
          {stored.kinds.map(({ kind, rows, bytes }) => {
            const title = KINDS[kind];
            return (
              <tr key={kind}>
                <th scope="row">{title === undefined ? kind : t(title)}</th>
                <td>{number.format(rows)}</td>
                <td>{rows === 0 ? t("privacy_nothing") : size(bytes)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {key !== undefined && <p class="soft">{t(key)}</p>}
    </>
  );
}

function size(bytes: number): string {
  const [value, unit] = bytes < 1000 ? [bytes, "byte"] : bytes < 1e6 ? [bytes / 1000, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(t("language"), { style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short", maximumFractionDigits: 1 }).format(value);
}
