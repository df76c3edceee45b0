/** How often a card may come in by itself. What somebody in danger is offered is never counted. */
import { USUAL_CAPS } from "../lib/ladder";
import { t } from "../lib/strings";
import type { Cap, Settings } from "../lib/wire";

const CAPS = ["conversation", "day"] as const satisfies Cap[];
const MOST = 100;

interface Props {
  readonly caps: Settings["caps"];
  readonly choose: (cap: Cap, most: number | null) => void;
}

export function Caps({ caps, choose }: Props) {
  return (
    <section class="caps" aria-labelledby="caps">
      <h2 id="caps">{t("popup_caps")}</h2>
      {CAPS.map((cap) => (
        <label key={cap}>
          {t(`popup_caps_${cap}`)}
          <input
            type="number"
            name={cap}
            min={0}
            max={MOST}
            value={caps[cap] ?? USUAL_CAPS[cap]}
            onChange={({ currentTarget: { value, valueAsNumber, validity } }) => {
              if (value === "") choose(cap, null);
              else if (validity.valid) choose(cap, valueAsNumber === USUAL_CAPS[cap] ? null : valueAsNumber);
            }}
          />
        </label>
      ))}
      <p class="soft">{t("popup_caps_care")}</p>
    </section>
  );
}
