/** Who this extension is to the browsers and to the native messaging host. A test holds these against manifest.json. */

/** What Chromium derives from the manifest's `key`. */
export const CHROMIUM_ID = "jdlelnpihpmgmjboipfljkkgcegkacmh";

export const FIREFOX_ID = "{5b0c1f6e-2f3a-4f0e-9d5e-0b8f3f6f6b1d}";

/** The name that `breather setup` registers the native messaging host under. */
export const NATIVE_HOST = "org.breather.host";

/** Where the server may listen, in the order it tries. The extension's own content security policy lists the same three. */
export const PORTS: readonly number[] = [8457, 8458, 8459];
