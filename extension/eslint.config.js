// Strict, type-aware rules, and the one-way rules of the house (docs/decisions/0004-extension.md).
import js from "@eslint/js";
import tseslint from "typescript-eslint";

const NETWORK = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource"].map((name) => ({
  name,
  message: "Only background/client.ts talks to the network.",
}));

const MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML", "dangerouslySetInnerHTML"].map((name) => ({
  selector: `MemberExpression[property.name="${name}"], JSXAttribute[name.name="${name}"]`,
  message: "Nobody's words may become markup: build elements, set textContent.",
}));

/** Forbid importing from parts that a part must not know. */
const mayNotImport = (parts, message) => ({
  "no-restricted-imports": ["error", { patterns: [{ group: parts.map((part) => `**/${part}/*`), message }] }],
});

export default tseslint.config(
  { ignores: ["dist/", "node_modules/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "no-restricted-globals": ["error", ...NETWORK],
      "no-restricted-syntax": ["error", ...MARKUP],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      // 229 is how browsers say "this key belongs to an input method", and old editors read nothing else of a key.
      "@typescript-eslint/no-deprecated": ["error", { allow: [{ from: "lib", name: ["keyCode", "which"] }] }],
    },
  },
  { files: ["**/*.mjs", "eslint.config.js"], languageOptions: { globals: { Buffer: "readonly", console: "readonly", process: "readonly", URL: "readonly" } } },
  { files: ["background/client.ts"], rules: { "no-restricted-globals": "off" } },
  { files: ["**/*.test.ts"], rules: { "no-restricted-syntax": "off" } }, // tests write pages
  { files: ["sites/**"], rules: mayNotImport(["background", "compose", "popup", "home", "ui"], "Site adapters know no other part.") },
  { files: ["compose/**"], rules: mayNotImport(["background", "popup", "home", "ui"], "The content script asks the background by message.") },
  { files: ["popup/**"], rules: mayNotImport(["background", "compose", "home"], "The popup asks the background by message.") },
  { files: ["home/**"], rules: mayNotImport(["background", "compose", "popup"], "The home page asks the background by message.") },
  { files: ["ui/**"], rules: mayNotImport(["background", "compose", "home", "popup", "sites"], "What our pages share knows neither of them.") },
  { files: ["background/**"], rules: mayNotImport(["compose", "home", "popup", "ui"], "The background knows no page.") },
  { files: ["lib/**"], rules: mayNotImport(["background", "compose", "home", "popup", "sites", "ui"], "lib/ rests on nothing of ours.") },
);
