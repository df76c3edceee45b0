/** The home page: everything that is not about one site, in tabs. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../lib/strings";
import { Arcs } from "../ui/brand";
import { Remedy, Standing } from "../ui/connection";
import { useOverview } from "./overview";
import { useRoute } from "./route";
import type { Tab } from "./tab";
import { TABS } from "./tabs";
import { Welcome } from "./welcome";

export function Home() {
  const [overview, refresh] = useOverview();
  const [id, ...rest] = useRoute();
  const [said, setSaid] = useState("");
  const tab = TABS.find((one) => one.id === id) ?? TABS[0];
  useEffect(() => {
    if (tab && id !== "welcome") document.title = `${t(tab.title)} · ${t("name")}`;
  }, [tab, id]);
  if (id === "welcome") return <Welcome overview={overview} refresh={refresh} />;
  if (!tab) return null;
  const connection = overview?.connection ?? null;
  return (
    <div class="house">
      <header class="side">
        <p class="brand">
          <Arcs size={28} />
          {t("name")}
        </p>
        <TabList current={tab} />
        <Standing connection={connection} />
      </header>
      <main>
        {connection !== null && connection !== "connected" && (
          <div class="sheet offline">
            <Remedy connection={connection} changed={refresh} />
            <p class="soft">{t("home_offline")}</p>
          </div>
        )}
        <div id={`panel-${tab.id}`} class="panel" role="tabpanel" aria-labelledby={`tab-${tab.id}`} tabIndex={0}>
          <tab.Body key={tab.id} overview={overview} refresh={refresh} say={setSaid} rest={rest} />
        </div>
      </main>
      <p class="said" role="status">
        {said}
      </p>
    </div>
  );
}

/** One stop of the Tab key; arrows, Home and End move between the tabs. */
function TabList({ current }: { readonly current: Tab }) {
  const list = useRef<HTMLDivElement>(null);
  // In a narrow window the tabs scroll: the one that is shown stays in sight, also when the window becomes narrow.
  useEffect(() => {
    const show = (): void => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "center" });
    show();
    window.addEventListener("resize", show);
    return () => window.removeEventListener("resize", show);
  }, [current]);
  const move = (event: KeyboardEvent): void => {
    const at = TABS.indexOf(current);
    const back = t("direction") === "rtl" ? "ArrowRight" : "ArrowLeft";
    const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: back === "ArrowLeft" ? -1 : 1, ArrowRight: back === "ArrowLeft" ? 1 : -1 }[event.key];
    const next = event.key === "Home" ? TABS[0] : event.key === "End" ? TABS.at(-1) : step && TABS[(at + step + TABS.length) % TABS.length];
    if (!next) return;
    event.preventDefault();
    location.hash = next.id;
    list.current?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={t("home_sections")} ref={list} onKeyDown={move}>
      {TABS.map((tab) => (
        <a
          key={tab.id}
          id={`tab-${tab.id}`}
          href={`#${tab.id}`}
          role="tab"
          aria-selected={tab === current}
          aria-controls={tab === current ? `panel-${tab.id}` : undefined}
          tabIndex={tab === current ? 0 : -1}
        >
          <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
            <path d={tab.icon} />
          </svg>
          {t(tab.title)}
        </a>
      ))}
    </div>
  );
}
