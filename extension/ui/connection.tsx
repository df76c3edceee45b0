/** How the connection stands, in one plain line, and the one thing to do about it. */
import { useState } from "preact/hooks";
import type { Attempt, Connection } from "../lib/messages";
import { standing, t } from "../lib/strings";
import { ask } from "./ask";

/** The small word beside the name. Its text is announced when it changes. */
export function Standing({ connection }: { readonly connection: Connection | null }) {
  const title = connection === null ? t("loading") : standing(connection).title;
  return (
    <p class={`standing ${connection ?? "unknown"}`} role="status">
      <span class="dot" aria-hidden="true" />
      {title}
    </p>
  );
}

/** What to do when the connection does not stand. */
export function Remedy({ connection, changed }: { readonly connection: Connection; readonly changed: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [code, setCode] = useState("");
  const attempt = async (asked: Promise<Attempt | null>): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const outcome = await asked;
    setTrouble(outcome?.trouble ?? null);
    setBusy(false);
    await changed();
  };
  return (
    <section class="remedy" aria-label={standing(connection).title}>
      <p>{standing(connection).remedy}</p>
      {connection !== "wrong-version" && (
        <button type="button" class="primary" disabled={busy} onClick={() => void attempt(ask({ kind: "start" }))}>
          {busy ? t("pair_starting") : t("pair_start")}
        </button>
      )}
      {connection === "not-paired" && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void attempt(ask({ kind: "pair", code }));
          }}
        >
          <label for="code">{t("pair_label")}</label>
          <div class="row">
            <input
              id="code"
              value={code}
              onInput={(event) => setCode(event.currentTarget.value)}
              placeholder={t("pair_hint")}
              autocomplete="off"
              spellcheck={false}
              autocapitalize="characters"
            />
            <button type="submit" disabled={busy || code.trim() === ""}>
              {t("pair_do")}
            </button>
          </div>
        </form>
      )}
      <p class="trouble" role="alert">
        {trouble}
      </p>
    </section>
  );
}
