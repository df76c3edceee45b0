/** Waiting for typing to rest. Every change gets a number, so that an answer to an older draft is known as stale. */

export class Rest {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #changes = 0;

  /** `done` is called with the number of the change that typing rested on. */
  constructor(private readonly done: (change: number) => void) {}

  /** The draft changed: wait `ms` from now. */
  changed(ms: number): void {
    this.#changes += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.done(this.#changes), ms);
  }

  /** Do not wait any longer: what is there counts as rested on. Gives its number. */
  now(): number {
    clearTimeout(this.#timer);
    return this.#changes;
  }

  /** Whether nothing has changed since the change of this number. */
  isFresh(change: number): boolean {
    return change === this.#changes;
  }

  /** Wait for nothing; whatever is under way becomes stale. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#changes += 1;
  }
}
