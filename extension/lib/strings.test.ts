import "../testing/browser";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import catalogue from "../_locales/en/messages.json";
import { count, standing, t } from "./strings";

interface Entry {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}

const entries = Object.entries(catalogue) as [string, Entry][];
const root = fileURLToPath(new URL("..", import.meta.url));
const code = ["background", "compose", "home", "lib", "popup", "sites", "ui"]
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(root, folder, name)))
  .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");

/** What the code asks for: keys as they stand, and patterns where a part of a key is computed. */
const asked = new Set([...code.matchAll(/"(\w+)"/g)].map(([, key]) => key ?? ""));
const computed = [...code.matchAll(/`(\w*(?:\$\{[^}]*\}\w*)+)`/g)]
  .map(([, template]) => (template ?? "").split(/\$\{[^}]*\}/))
  .filter((parts) => parts.some((part) => /^[a-z]+_|_[a-z]+$/.test(part)))
  .map((parts) => new RegExp(`^${parts.join("\\w+")}$`));
const manifest = [...readFileSync(join(root, "manifest.json"), "utf8").matchAll(/__MSG_(\w+)__/g)].map(([, key]) => key);

const used = (key: string): boolean => {
  const stem = key.replace(/_(?:zero|one|two|few|many|other)$/, "");
  return asked.has(key) || asked.has(stem) || manifest.includes(key) || computed.some((pattern) => pattern.test(key));
};

describe("the catalogue of words", () => {
  it("holds nothing that is not used", () => {
    expect(entries.map(([key]) => key).filter((key) => !used(key))).toEqual([]);
  });

  it("holds everything that is asked for", () => {
    const calls = [...code.matchAll(/\b(t|count)\(\s*"(\w+)"/g)].map(([, by, key]) => (by === "count" ? `${key ?? ""}_other` : (key ?? "")));
    expect(calls.length).toBeGreaterThan(40);
    expect([...calls, ...manifest].filter((key) => !Object.hasOwn(catalogue, key ?? ""))).toEqual([]);
  });

  it("has a place for every value, and a value for every place", () => {
    for (const [key, { message, placeholders = {} }] of entries) {
      const places = [...message.replaceAll("$$", "").matchAll(/\$(\w+)\$/g)].map(([, name]) => (name ?? "").toLowerCase());
      expect([key, [...new Set(places)].sort()]).toEqual([key, Object.keys(placeholders).sort()]);
      const numbers = Object.values(placeholders).map(({ content }) => content);
      expect([key, numbers.sort()]).toEqual([key, numbers.map((_, at) => `$${at + 1}`)]);
    }
  });

  it("has another form wherever it has one for a single thing", () => {
    const forms = (form: string): string[] => entries.map(([key]) => key).filter((key) => key.endsWith(form)).map((key) => key.slice(0, -form.length));
    expect(forms("_other")).toEqual(expect.arrayContaining(forms("_one")));
  });

  it("is typed as people type: curly quotes, real dashes, no spaces at the ends", () => {
    for (const [key, { message }] of entries) expect([key, message]).toEqual([key, message.trim().replaceAll(/["']/g, "’").replaceAll("...", "…")]);
  });
});

it("fills places, counts, and says how the connection stands", () => {
  expect(count("sites_more", 1)).toBe("1 more site: search for it by name.");
  expect(count("sites_more", 1200)).toBe("1,200 more sites: search for one by name.");
  expect(t("popup_snoozed", "9:30")).toBe("Snoozed until 9:30.");
  expect(standing("not-running").title).toBe("Not connected");
});
