/** The browser's extension API: `browser` in Firefox, `chrome` in Chromium. Both give promises. */
export const api: typeof chrome = (globalThis as { browser?: typeof chrome }).browser ?? chrome;

/** False once the extension was updated, reloaded or removed under a page that is still open. */
export function alive(): boolean {
  try {
    // The types say that the id is always there; a removed extension's content script knows better.
    return (api.runtime as { id?: string } | undefined)?.id !== undefined;
  } catch {
    return false;
  }
}
