import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type Plugin } from 'vitest/config';
import { launch, skipsBrowsers } from './test/support/chromium.js';
import { engineFlags } from './test/support/engine-flags.js';
import { Order } from './test/support/order.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

if (skipsBrowsers) console.warn('SKIPPED: the browser tests, as there is no Chromium (apt-get install -y chromium).');

const [sources, build] = [here('src/'), here('dist/')];

/** Sources are taken from the build: Node runs its modules by itself, which takes four fifths of the time that those of Vitest take. */
const fromBuild: Plugin = {
  name: 'from-build',
  enforce: 'pre',
  resolveId: (source, importer = '') => {
    const path = resolve(dirname(importer), source);
    return path.startsWith(sources) ? path.replace(sources, build).replace(/\.ts$/, '.js') : undefined;
  },
};

/** What tests in a browser are told of the environment. */
const passedOn = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => ['CI', 'LAW_SEED', 'LAW_EFFORT', 'LONG'].includes(name)),
);

/** One for each core but one, and two on two cores, as each waits for others (compilers, examples, browsers). */
const maxWorkers = Math.max(2, availableParallelism() - 1);

export default defineConfig(({ mode }) => ({
  resolve: {
    alias: [
      { find: /^spikefold$/, replacement: here('src/index.ts') },
      { find: /^spikefold\/gpujs$/, replacement: here('src/backends/gpujs/gpujs.ts') },
      { find: /^spikefold\/tfjs$/, replacement: here('src/backends/tfjs/tfjs.ts') },
      { find: /^spikefold\/([a-z-]+)$/, replacement: here('src/$1.ts') },
    ],
  },
  test: {
    // Against tests that hang: none takes a fifth of it, on a core that others use too.
    testTimeout: process.env['LONG'] === undefined ? 300_000 : 3_000_000,
    hookTimeout: 300_000,
    // What comes late on a busy machine is no failure: the usual second is for pages that have a core for themselves.
    expect: { poll: { timeout: 20_000 } },
    sequence: { sequencer: Order },
    reporters: ['default', ['json', { outputFile: 'out/vitest.json' }]],
    projects: [
      {
        extends: true,
        plugins: mode === 'built' ? [fromBuild] : [],
        test: {
          name: 'node',
          server: { deps: { external: [new RegExp(`^${build}`)] } },
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**'],
          // The files of a worker share what they import: to load the library for each takes half a second.
          isolate: false,
          // `npm run trust -- mutants` asks which tests call which functions.
          setupFiles: mode === 'reach' ? [here('test/trust/checks/reach-setup.ts')] : [],
          maxWorkers,
          execArgv: engineFlags,
        },
      },
      ...(skipsBrowsers
        ? []
        : [
            {
              extends: true as const,
              // Known beforehand, as a page that finds a new package starts again.
              optimizeDeps: {
                entries: ['test/browser/*.test.ts'],
                include: ['cpu', 'wasm', 'webgl', 'webgpu'].map((mode) => `@tensorflow/tfjs-backend-${mode}`),
              },
              test: {
                name: 'browser',
                // Beside the tests in Node: a page waits for its GPU, and leaves cores idle that they need.
                maxWorkers,
                env: passedOn,
                include: ['test/browser/*.test.ts'],
                browser: {
                  enabled: true,
                  headless: true,
                  screenshotFailures: false,
                  provider: playwright({ launchOptions: launch }),
                  instances: [{ browser: 'chromium' as const }],
                },
              },
            },
          ]),
    ],
  },
}));
