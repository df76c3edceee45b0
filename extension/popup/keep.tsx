/** Keep the draft in the page as an unsent letter. */
import { useState } from "preact/hooks";
import { api } from "../lib/api";
import type { Kept, Notice } from "../lib/messages";
import { t } from "../lib/strings";

export function Keeping({ tab }: { readonly tab: number }) {
  const [said, setSaid] = useState("");
  const keep = async (): Promise<void> => {
    const kept = await api.tabs.sendMessage<Notice, Kept | null | undefined>(tab, { kind: "keep" }).catch(() => null);
    setSaid(kept ? (kept.trouble ?? `${t("card_kept_title")}. ${t("card_kept_clear")}`) : t("popup_no_draft"));
  };
  return (
    <section class="keep">
      <button type="button" onClick={() => void keep()}>
        {t("popup_keep")}
      </button>
      <p class="soft" role="status">
        {said}
      </p>
    </section>
  );
}
