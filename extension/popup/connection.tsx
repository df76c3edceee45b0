/** How the connection stands, in one plain line, and the one thing to do about it. */
import { useState } from "preact/hooks";
import type { Attempt, Connection } from "../lib/messages";
import { strings } from "../lib/strings";
import { ask } from "./ask";

const words = strings.popup;

/** The small word beside the name. Its text is announced when it changes. */
export function Standing({ connection }: { readonly connection: Connection | null }) {
  const title = connection === null ? words.loading : strings.connection[connection].title;
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
    <section class="remedy" aria-label={strings.connection[connection].title}>
      <p>{strings.connection[connection].remedy}</p>
      {connection !== "wrong-version" && (
        <button type="button" class="primary" disabled={busy} onClick={() => void attempt(ask({ kind: "start" }))}>
          {busy ? words.starting : words.start}
        </button>
      )}
      {connection === "not-paired" && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void attempt(ask({ kind: "pair", code }));
          }}
        >
          <label for="code">{words.pairLabel}</label>
          <div class="row">
            <input
              id="code"
              value={code}
              onInput={(event) => setCode(event.currentTarget.value)}
              placeholder={words.pairHint}
              autocomplete="off"
              spellcheck={false}
              autocapitalize="characters"
            />
            <button type="submit" disabled={busy || code.trim() === ""}>
              {words.pair}
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
