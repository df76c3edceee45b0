/** The ways out of a draft, in words for the card: say it as “I”, the truest sentence, an unsent letter. */
import { partOf } from "../lib/letter";
import type { KeepCall, Kept, Panel, Way } from "../lib/messages";
import { t } from "../lib/strings";
import { fit, type Ways } from "../lib/wire";
import { asked, ask } from "./server";

/** What the card shows for a way out of this draft. */
export async function panel(way: Way, text: string, check: string): Promise<Panel> {
  const sent = fit(text);
  const ways = await ask("/v1/ways", { text: sent, check });
  if (ways === null) return { title: t("way_offline_title"), lines: [t("way_offline")], steps: [], offers: [] };
  return way === "truest" ? truest(ways, sent) : asI(ways);
}

function truest({ truest: span }: Ways, text: string): Panel {
  const title = t("way_truest_title");
  if (span === null) return { title, lines: [t("way_truest_none")], steps: [], offers: [] };
  const sentence = text.slice(span.start, span.end);
  return { title, lines: [t("way_truest")], steps: [], offers: [{ label: sentence, text: sentence }] };
}

function asI({ reframe, feelings, steps }: Ways): Panel {
  const words = feelings.map(({ word, text }) => ({ label: word, text }));
  if (reframe === null) return { title: t("way_under_title"), lines: [t("way_under")], steps, offers: words };
  return { title: t("way_i_title"), lines: [t("way_i")], steps, offers: [{ label: reframe.text, text: reframe.text }, ...words] };
}

/** Keep a draft as an unsent letter: in as many pieces as the wire needs, each with an id that a retry gives again. */
export async function keepLetter({ id, site, conversation, text }: KeepCall): Promise<Kept> {
  const first = fit(text);
  const where = { ...(site === "" ? {} : { site }), ...(site === "" || conversation === "" ? {} : { conversation }) };
  let outcome = await asked("/v1/letters/keep", { id, text: first, ...where });
  let done = first.length;
  for (let part = 0; outcome.kind === "result" && done < text.length; part++) {
    const piece = fit(text.slice(done));
    if (piece.trim() !== "") outcome = await asked("/v1/letters/add", { id, part: partOf(id, part), text: piece });
    done += piece.length;
  }
  if (outcome.kind === "result") return { letter: outcome.result, trouble: null };
  return { letter: null, trouble: outcome.kind === "error" ? `${outcome.error.message} ${outcome.error.remedy}` : t("way_offline") };
}
