/**
 * Builds the extension for both browsers and the practice chat: `node build.mjs` -> dist/chromium, dist/firefox, dist/demo.
 *
 * One manifest.json serves both; what only one browser understands is taken out for the other. The sites that the content
 * script runs on come from sites/index.ts, so that an adapter and its permission cannot drift apart. Each page loads its own
 * site's adapter and no other. The same sources give
 * the same bytes: nothing here writes a time or a path.
 */
import { build, transform } from "esbuild";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const target = ["chrome122", "firefox142"];

/** The content script's style sheet travels as a string, which no minifier looks into by itself. */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /compose[\\/]style\.ts$/ }, async ({ path }) => {
      const [, css] = /`([^`]*)`/.exec(await readFile(path, "utf8"));
      const { code } = await transform(css, { loader: "css", minify: true, charset: "utf8", target });
      const names = [...new Set(code.match(/--[a-z-]+/g))]; // of custom properties, which no page and no script of ours uses
      const short = code.replace(/--[a-z-]+/g, (name) => `--${names.indexOf(name).toString(36)}`).replace(/(--\w+):\s+|\s+(?=\})/g, (_, name) => (name ? `${name}:` : ""));
      return { contents: `export const STYLE = ${JSON.stringify(short.trim())};` };
    });
  },
};

/** `adapter:<id>` is the script that hands a site's adapter to the content script. */
const adapters = {
  name: "adapters",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^adapter:/ }, ({ path }) => ({ path: path.replace("adapter:", ""), namespace: "adapter" }));
    onLoad({ filter: /.*/, namespace: "adapter" }, ({ path: id }) => ({
      contents: `import { ${id} } from "./sites/${id}"; globalThis[Symbol.for("breather.site")] = ${id};`,
      resolveDir: here("."),
    }));
  },
};

const options = {
  absWorkingDir: here("."),
  bundle: true,
  format: "iife",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  target,
  plugins: [styles, adapters],
  jsx: "automatic",
  jsxImportSource: "preact",
  conditions: ["production"], // Lexical ships its warnings otherwise
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
  outdir: here("dist"),
  write: false,
};

/** Bundle entry points: name -> bytes. */
async function bundle(entryPoints, more = {}) {
  const { outputFiles } = await build({ ...options, entryPoints, ...more });
  return outputFiles.map(({ path, contents }) => [relative(options.outdir, path), contents]);
}

/** Take files as they are: name in the output -> where it lies. */
function copied(files) {
  return Promise.all(Object.entries(files).map(async ([name, from]) => [name, await readFile(here(from))]));
}

/** Load `sites/index.ts` as it is. */
async function loadSites() {
  const [[, code]] = await bundle({ sites: "sites/index.ts" }, { format: "esm" });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
}

/** Give the manifest of one browser. A page gets the adapter of its own site, then the script that all share. */
export async function manifestFor(browser) {
  const manifest = JSON.parse(await readFile(here("manifest.json"), "utf8"));
  const { sites, matches } = await loadSites();
  const [shared] = manifest.content_scripts;
  manifest.content_scripts = sites.map((site) => ({ ...shared, matches: matches(site), js: [`sites/${site.id}.js`, ...shared.js] }));
  if (browser === "chromium") {
    delete manifest.background.scripts; // Chromium warns about it
    // After an update Firefox puts the content script into pages that are open already; Chromium leaves it to us.
    manifest.host_permissions.push(...sites.flatMap(matches).filter((match) => match.startsWith("https:")));
    delete manifest.browser_specific_settings;
  } else {
    delete manifest.background.service_worker; // Firefox runs an event page instead
    delete manifest.key;
    delete manifest.minimum_chrome_version;
  }
  return manifest;
}

/** Give every file of the extension for one browser: name -> bytes. */
export async function extensionFiles(browser) {
  const pages = ["popup", "home"].map((page) => [`${page}.html`, `${page}/${page}.html`]);
  const locales = (await readdir(here("_locales"))).map((language) => [`_locales/${language}/messages.json`, `_locales/${language}/messages.json`]);
  const icons = [16, 32, 48, 128].map((size) => [`icons/${size}.png`, `icons/${size}.png`]);
  const { sites } = await loadSites();
  return new Map([
    ...(await bundle(Object.fromEntries(sites.map(({ id }) => [`sites/${id}`, `adapter:${id}`])))),
    ...(await bundle({ background: "background/index.ts", compose: "compose/index.ts", popup: "popup/index.tsx", home: "home/index.tsx" })),
    ...(await bundle({ popup: "popup/popup.css", home: "home/home.css" })),
    ...(await copied(Object.fromEntries([...pages, ...icons, ...locales]))),
    ["manifest.json", Buffer.from(`${JSON.stringify(await manifestFor(browser), null, 2)}\n`)],
  ]);
}

/** Give every file of the practice chat: name -> bytes. */
async function demoFiles() {
  return new Map([
    ...(await bundle({ demo: "demo/demo.ts" })),
    ...(await copied({ "index.html": "demo/index.html", "demo.css": "demo/demo.css" })),
  ]);
}

/** Write what differs and remove what is not ours, so that a browser that has the folder open never finds it empty. */
async function write(folder, files) {
  const out = here(`dist/${folder}`);
  for (const [name, contents] of files) {
    const path = join(out, name);
    const before = await readFile(path).catch(() => null);
    if (before?.equals(contents)) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
  }
  for (const entry of await readdir(out, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !files.has(relative(out, path).replaceAll("\\", "/"))) await rm(path);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await Promise.all([
    extensionFiles("chromium").then((files) => write("chromium", files)),
    extensionFiles("firefox").then((files) => write("firefox", files)),
    demoFiles().then((files) => write("demo", files)),
  ]);
}
