/** The content script's line to the background. A broken line is no error: then nothing is asked and nothing is shown. */
import { alive, api } from "../lib/api";
import type { Answer, ContentCalls, Message, SiteState } from "../lib/messages";

export class Link {
  /** What the background said last about this site; null before it was asked. */
  state: SiteState | null = null;

  constructor(
    readonly site: string,
    /** The extension was updated or removed, or this site taken back: everything of ours in this page has to go. */
    private readonly orphaned: () => void,
  ) {}

  #asking: Promise<void> | null = null;

  /** Ask how things stand on this site. */
  hello(): Promise<void> {
    this.#asking ??= this.send({ kind: "hello", site: this.site })
      .then((state) => {
        this.state = state;
        if (state?.welcome === false) this.orphaned();
      })
      .finally(() => (this.#asking = null));
    return this.#asking;
  }

  /** Ask anew: an answer that is on its way may be older than what has changed. */
  async news(): Promise<void> {
    await this.#asking;
    await this.hello();
  }

  /** Whether drafts are to be looked at: the site is on and nothing is snoozed. Asks again when a snooze has run out. */
  async awake(): Promise<boolean> {
    const until = this.state?.until ?? null;
    if (this.state === null || (until !== null && until <= Date.now())) await this.hello();
    return this.state?.awake === true;
  }

  /** Whether the extension is still there. Where it is not, everything of ours goes. */
  lives(): boolean {
    if (alive()) return true;
    this.orphaned();
    return false;
  }

  async send<K extends keyof ContentCalls>(message: Message<K>): Promise<Answer<K> | null> {
    if (!this.lives()) return null;
    try {
      const answer: unknown = await api.runtime.sendMessage(message);
      return (answer ?? null) as Answer<K> | null;
    } catch {
      this.lives();
      return null;
    }
  }
}
