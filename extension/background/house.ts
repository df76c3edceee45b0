/** What the home page asks of the background: each message is one verb, and the settings it gives are kept. */
import type { Answer, HomeCalls, Message, Overview } from "../lib/messages";
import { fit } from "../lib/wire";
import { part, parted } from "./pairing";
import { ask, changeSettings, changing, readSettings } from "./server";

type Handlers = { [K in keyof HomeCalls]: (message: Message<K>) => Promise<Answer<K>> };

/** The table of the home page's messages; `overview` says how things stand afterwards. */
export function fromHome(overview: () => Promise<Overview>): Handlers {
  return {
    explain: ({ request }) => ask("/v1/explain", { ...request, text: fit(request.text) }),

    async "set-sites"({ changes }) {
      await changeSettings("/v1/settings/sites", { changes });
      return overview();
    },

    async "remove-site"({ site }) {
      await changeSettings("/v1/settings/remove", { site });
      return overview();
    },

    async "set-defaults"({ checks }) {
      await changeSettings("/v1/settings/defaults", { checks });
      return overview();
    },

    tally: () => ask("/v1/tally/get", {}),

    async "switch-tally"({ on }) {
      const tally = await changing(ask("/v1/tally/switch", { on }));
      await readSettings(); // pages learn whether to tell
      return tally;
    },

    "erase-tally": () => ask("/v1/tally/erase", {}),

    stored: () => ask("/v1/stored/get", {}),

    async "erase-all"() {
      const left = await changing(ask("/v1/stored/erase", {}));
      await readSettings();
      return left;
    },

    // The keys are forgotten here even where no server can be told: then they open nothing any more from this side.
    async unpair() {
      await part();
      await ask("/v1/unpair", {});
      await parted();
      await ask("/v1/settings/get", {});
      return overview();
    },
  };
}
