/**
 * Builds the extension for both browsers and the demo chat: `node build.mjs` -> dist/chromium, dist/firefox, dist/demo.
 *
 * One manifest.json serves both; what only one browser understands is taken out for the other. The sites that the content
 * script runs on come from sites/index.ts, so that an adapter and its permission cannot drift apart. The same sources give
 * the same bytes: nothing here writes a time or a path.
 */
import { build } from "esbuild";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const options = {
  absWorkingDir: here("."),
  bundle: true,
  format: "iife",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  target: ["chrome122", "firefox142"],
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
};

/** Load a TypeScript module of ours into this script. */
async function load(entry) {
  const { outputFiles } = await build({ ...options, entryPoints: [here(entry)], format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/** Give the manifest of one browser. */
export async function manifestFor(browser) {
  const manifest = JSON.parse(await readFile(here("manifest.json"), "utf8"));
  const { matches } = await load("sites/index.ts");
  manifest.content_scripts[0].matches = matches;
  if (browser === "chromium") {
    delete manifest.background.scripts; // Chromium warns about it
    delete manifest.browser_specific_settings;
  } else {
    delete manifest.background.service_worker; // Firefox runs an event page instead
    delete manifest.key;
    delete manifest.minimum_chrome_version;
  }
  return manifest;
}

async function extension(browser) {
  const out = here(`dist/${browser}`);
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await build({
    ...options,
    outdir: out,
    entryPoints: { background: "background/index.ts", compose: "compose/index.ts", popup: "popup/index.tsx" },
  });
  await cp(here("popup/popup.html"), `${out}/popup.html`);
  await cp(here("popup/popup.css"), `${out}/popup.css`);
  for (const size of [16, 32, 48, 128]) await cp(here(`icons/${size}.png`), `${out}/icons/${size}.png`);
  await writeFile(`${out}/manifest.json`, `${JSON.stringify(await manifestFor(browser), null, 2)}\n`);
}

async function demo() {
  const out = here("dist/demo");
  await rm(out, { recursive: true, force: true });
  await build({ ...options, outdir: out, entryPoints: { demo: "demo/demo.ts" }, conditions: ["production"] }); // Lexical ships its warnings otherwise
  await cp(here("demo/index.html"), `${out}/index.html`);
  await cp(here("demo/demo.css"), `${out}/demo.css`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await Promise.all([extension("chromium"), extension("firefox"), demo()]);
}
