/** First run: pair, one real prompt on the person's own words, and nothing else is asked. */
import { useEffect, useState } from "preact/hooks";
import type { Overview } from "../lib/messages";
import { t } from "../lib/strings";
import { Arcs } from "../ui/brand";
import { Remedy } from "../ui/connection";
import { useExplained } from "../ui/explained";
import { Helplines } from "../ui/helplines";
import { Marked } from "../ui/marked";
import { Said } from "../ui/said";

interface Props {
  readonly overview: Overview | null;
  readonly refresh: () => Promise<void>;
}

export function Welcome({ overview, refresh }: Props) {
  const [text, setText] = useState("");
  const explained = useExplained({ text, audience: "unknown", hour: new Date().getHours(), unanswered: 0, turn: 0 });
  const connection = overview?.connection ?? null;
  const ready = connection === "connected";
  const report = explained?.explanation.report;
  const quoted = report?.findings.find(({ check }) => check === report.prompt?.check)?.mark === true;
  useEffect(() => {
    document.title = t("welcome_title");
  }, []);
  return (
    <main class="welcome">
      <Arcs size={44} />
      <h1>{t("welcome_title")}</h1>
      <p class="lead">{t("welcome_lead")}</p>
      <section class="sheet" aria-labelledby="connect">
        <h2 id="connect">{t("welcome_connect")}</h2>
        <p class={`standing ${connection ?? "unknown"}`} role="status">
          <span class="dot" aria-hidden="true" />
          {connection === null ? t("welcome_connecting") : ready ? t("welcome_connected") : t("connection_not_running_title")}
        </p>
        {connection !== null && !ready && <Remedy connection={connection} changed={refresh} />}
      </section>
      <section class="sheet" aria-labelledby="write">
        <h2 id="write">{t("welcome_write")}</h2>
        <p class="soft" id="write-about">
          {t("welcome_write_about")}
        </p>
        <textarea
          class="words"
          rows={4}
          dir="auto"
          aria-label={t("welcome_text")}
          aria-describedby="write-about"
          placeholder={t("try_placeholder")}
          spellcheck={false}
          autocomplete="off"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {text.trim() !== "" && connection !== null && !ready && <p class="soft">{t("welcome_wait")}</p>}
        <div class="results" aria-live="polite">
          {report?.prompt === null && <p>{t("welcome_nothing")}</p>}
          {explained && report?.prompt && (
            <>
              <p class="soft">{t("welcome_seen")}</p>
              {report.level !== "care" && <Marked text={explained.text} findings={report.findings} />}
              <Said prompt={report.prompt} quoted={quoted} />
              {report.level === "care" && <Helplines />}
            </>
          )}
        </div>
      </section>
      <p class="done">
        {t("welcome_done")} <a href="#try">{t("welcome_home")}</a>
      </p>
    </main>
  );
}
