import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { extensionFiles, manifestFor } from "./build.mjs";
import { CHROMIUM_ID, FIREFOX_ID, PORTS } from "./lib/identity";
import { matches, sites } from "./sites";

/** Everything that Breather may ask of a browser, and why. More than this has to be argued for here. */
const PERMISSIONS = {
  storage: "the settings' cache, for as long as the browser is open",
  nativeMessaging: "starting the server and pairing with it",
  activeTab: "the popup learns the address of a page that Breather could be added to, when the person opens it there",
  scripting: "running on a site that the person added, and on pages that were open before an update",
};

const chromium = await manifestFor("chromium");
const firefox = await manifestFor("firefox");

describe.each([
  ["chromium", chromium],
  ["firefox", firefox],
])("the manifest for %s", (_, manifest) => {
  it("asks for nothing that is not on the list", () => {
    expect(manifest.permissions.sort()).toEqual(Object.keys(PERMISSIONS).sort());
    const open = manifest === chromium ? sites.flatMap(matches).filter((match) => match.startsWith("https:")) : [];
    expect(manifest.host_permissions).toEqual(["http://127.0.0.1/*", ...open]); // with a port Firefox would ignore it
    expect(manifest.optional_host_permissions).toEqual(["https://*/*"]);
    expect(manifest.optional_permissions).toBeUndefined();
  });

  it("opens no door to pages or other extensions", () => {
    expect(manifest.externally_connectable).toBeUndefined();
    expect(manifest.web_accessible_resources).toBeUndefined();
    expect(manifest.incognito).toBe("not_allowed");
  });

  it("lets its pages reach the three ports and nothing else", () => {
    const policy = manifest.content_security_policy.extension_pages;

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`connect-src ${PORTS.map((port) => `http://127.0.0.1:${port}`).join(" ")};`);
    expect(policy).not.toMatch(/unsafe|\*|https/);
  });

  it("runs on exactly the sites that have an adapter, before the page's own scripts", () => {
    expect(manifest.content_scripts).toEqual(
      sites.map((site) => ({ matches: matches(site), js: [`sites/${site.id}.js`, "compose.js"], run_at: "document_start", all_frames: true, match_about_blank: true })),
    );
    const all = sites.flatMap(matches);
    expect(new Set(all).size).toBe(all.length); // two adapters on one page would be one too many
    expect(all.every((match) => !/:\d/.test(match) && !match.includes("*://") && !match.startsWith("https://*"))).toBe(true);
  });
});

it("is the Chromium extension whose id the native host expects", () => {
  const digest = createHash("sha256").update(Buffer.from(chromium.key, "base64")).digest("hex").slice(0, 32);
  const id = [...digest].map((digit) => String.fromCharCode(97 + parseInt(digit, 16))).join("");

  expect(id).toBe(CHROMIUM_ID);
});

it("is the Firefox add-on whose id the native host expects, and says what it reads", () => {
  expect(firefox.browser_specific_settings.gecko.id).toBe(FIREFOX_ID);
  expect(firefox.browser_specific_settings.gecko.data_collection_permissions).toEqual({ required: ["personalCommunications", "websiteContent"] });
  expect(firefox.key).toBeUndefined();
});

it.each(["chromium", "firefox"])("builds the same bytes from the same sources for %s, and a light content script", async (browser) => {
  const [first, second] = [await extensionFiles(browser), await extensionFiles(browser)];

  expect([...first].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")])).toEqual(
    [...second].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]),
  );
  expect(first.get("compose.js").length).toBeLessThanOrEqual(40 * 1024);
  for (const { id } of sites) expect(first.get(`sites/${id}.js`).length).toBeLessThanOrEqual(1024);
  expect([...first.values()].some((bytes) => Buffer.from(bytes).includes(import.meta.dirname))).toBe(false);
});
