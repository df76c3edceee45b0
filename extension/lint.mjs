/**
 * Runs Mozilla's linter on both built extensions: `node lint.mjs`. Any error or warning fails, but for those explained here.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** It judges by Firefox's rules; in the Chromium manifest it misses what build.mjs took out for Chromium's sake. */
const FIREFOX_ONLY = {
  BACKGROUND_SERVICE_WORKER_NOFALLBACK: "background.scripts, which Chromium warns about",
  ADDON_ID_REQUIRED: "browser_specific_settings.gecko, which means nothing to Chromium",
  MISSING_DATA_COLLECTION_PERMISSIONS: "the same",
};

/** Preact can set markup where a component asks for it (`dangerouslySetInnerHTML`); ours may not, says eslint.config.js. */
const isPreacts = ({ code, file }) => code === "UNSAFE_VAR_ASSIGNMENT" && ["popup.js", "home.js"].includes(file);

let failed = false;
for (const browser of ["firefox", "chromium"]) {
  const cli = fileURLToPath(new URL("node_modules/web-ext/bin/web-ext.js", import.meta.url));
  const folder = fileURLToPath(new URL(`dist/${browser}`, import.meta.url));
  let output;
  try {
    output = execFileSync(process.execPath, [cli, "lint", "--source-dir", folder, "--output", "json"], { encoding: "utf8", timeout: 120_000 });
  } catch (error) {
    output = error.stdout; // it ends with an error code when it found errors
  }
  const { errors, warnings } = JSON.parse(output);
  const found = [...errors, ...warnings].filter((one) => !isPreacts(one) && (browser === "firefox" || !(one.code in FIREFOX_ONLY)));
  for (const { code, message, file, line } of found) console.error(`${browser}/${file ?? ""}:${line ?? ""} ${code}: ${message}`);
  console.log(`${browser}: ${found.length === 0 ? "nothing to say" : `${found.length} to mend`}`);
  failed ||= found.length > 0;
}
process.exitCode = failed ? 1 : 0;
