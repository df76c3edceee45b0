import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["**/*.test.{ts,tsx,mjs}"], exclude: ["node_modules", "dist"], testTimeout: 10_000 } });
