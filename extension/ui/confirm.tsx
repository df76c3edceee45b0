/** Something that cannot be undone: asked for twice, in place, never in a dialog that has to be fled. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../lib/strings";

interface Props {
  readonly label: string;
  readonly sure: string;
  readonly yes: string;
  readonly disabled?: boolean;
  readonly act: () => Promise<void>;
}

export function Confirm({ label, sure, yes, disabled = false, act }: Props) {
  const [asking, setAsking] = useState<boolean | null>(null);
  const first = useRef<HTMLButtonElement>(null);
  const no = useRef<HTMLButtonElement>(null);
  const group = useRef<HTMLDivElement>(null);
  // What is done may take a while. Whoever has gone on to something else in the meantime stays there.
  const done = () => {
    const focused = document.activeElement;
    setAsking(focused === document.body || group.current?.contains(focused) ? false : null);
  };
  // The focus goes to the harmless answer, and back to where it came from.
  useLayoutEffect(() => (asking === true ? no : asking === false ? first : null)?.current?.focus(), [asking]);
  if (asking !== true) {
    return (
      <button type="button" class="danger" disabled={disabled} ref={first} onClick={() => setAsking(true)}>
        {label}
      </button>
    );
  }
  return (
    <div class="confirm" role="group" aria-label={sure} ref={group} onKeyDown={(event) => event.key === "Escape" && setAsking(false)}>
      <p>{sure}</p>
      <div class="row">
        <button type="button" ref={no} onClick={() => setAsking(false)}>
          {t("confirm_no")}
        </button>
        <button type="button" class="danger" onClick={() => void act().finally(done)}>
          {yes}
        </button>
      </div>
    </div>
  );
}
