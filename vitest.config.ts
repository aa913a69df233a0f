import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      'spikefold/node': fileURLToPath(new URL('src/node.ts', import.meta.url)),
      spikefold: fileURLToPath(new URL('src/index.ts', import.meta.url)),
    },
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/browser/**'],
    testTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'out/vitest.json' }]],
  },
});
