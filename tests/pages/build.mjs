/**
 * Builds the replica pages: `node build.mjs` -> dist/<editor>/ (index.html, page.js, page.css) for every file in editors/,
 * and dist/axe.js. For the browser tests only; nothing of it is part of Breather.
 */
import { build } from "esbuild";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const editors = (await readdir(here("editors"))).filter((name) => name.endsWith(".js")).map((name) => basename(name, ".js"));

await rm(here("dist"), { recursive: true, force: true });
await build({
  absWorkingDir: here("."),
  entryPoints: Object.fromEntries(editors.map((name) => [`${name}/page`, `editors/${name}.js`])),
  outdir: here("dist"),
  bundle: true,
  format: "iife",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  target: ["chrome122", "firefox142"],
  conditions: ["production"],
  // Draft.js still looks for Node's global.
  define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
  logLevel: "warning",
});
const style = await readFile(here("page.css"), "utf8");
for (const name of editors) {
  await mkdir(here(`dist/${name}`), { recursive: true });
  await cp(here("index.html"), here(`dist/${name}/index.html`));
  const own = await readFile(here(`dist/${name}/page.css`), "utf8").catch(() => "");
  await writeFile(here(`dist/${name}/page.css`), own + style);
}
await cp(here("node_modules/axe-core/axe.min.js"), here("dist/axe.js"));
