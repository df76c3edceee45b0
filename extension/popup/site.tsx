/** This site: on or off, and whether Breather found a place to write. */
import { api } from "../lib/api";
import { strings } from "../lib/strings";
import type { Subject } from "./tab";

const words = strings.popup;

interface Props {
  readonly subject: Subject;
  readonly on: boolean;
  /** False while nothing can be saved. */
  readonly ready: boolean;
  readonly turn: (on: boolean) => void;
}

export function SiteSwitch({ subject, on, ready, turn }: Props) {
  const { site, attached, addable } = subject;
  if (site === null) {
    return (
      <section class="site">
        <p>{words.notOnPage}</p>
        {addable === null ? (
          <p class="soft">{words.reloadPage}</p>
        ) : (
          <button type="button" class="primary" onClick={() => void api.permissions.request({ origins: [addable] })}>
            {words.addSite}
          </button>
        )}
      </section>
    );
  }
  return (
    <section class="site">
      <label class="switch">
        <span class="site-name">
          <span class="soft">{words.site}</span>
          <bdi>{site}</bdi>
        </span>
        <input
          type="checkbox"
          role="switch"
          checked={on}
          disabled={!ready}
          aria-label={words.siteSwitch(site)}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
      </label>
      <p class="soft">{on ? (attached ? words.attached : words.notAttached) : words.siteOff}</p>
    </section>
  );
}
