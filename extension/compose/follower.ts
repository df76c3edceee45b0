/** Noticing that the composer moved, grew, scrolled or went. Runs only while something of ours is shown. */

/** For what no event tells of: a banner that pushes the composer down, a text area that the site emptied. */
const LOOK_MS = 300;

export class Follower {
  #stop: AbortController | null = null;
  #frame = 0;

  /** `moved` is called at most once a frame. */
  constructor(
    private readonly element: HTMLElement,
    private readonly moved: () => void,
  ) {}

  start(): void {
    if (this.#stop) return;
    const stop = (this.#stop = new AbortController());
    const soon = (): void => this.#soon();
    const passive = { capture: true, passive: true, signal: stop.signal };
    // Scrolling inside a shadow root is not heard outside of it.
    for (const target of new Set<EventTarget>([window, this.element.getRootNode()])) target.addEventListener("scroll", soon, passive);
    for (const target of [window, visualViewport]) target?.addEventListener("resize", soon, passive);
    const size = new ResizeObserver(soon);
    size.observe(this.element);
    const timer = setInterval(soon, LOOK_MS);
    stop.signal.addEventListener("abort", () => {
      size.disconnect();
      clearInterval(timer);
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
    });
  }

  end(): void {
    this.#stop?.abort();
    this.#stop = null;
  }

  #soon(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.moved();
    });
  }
}
