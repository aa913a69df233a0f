import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, defineConfig, type Plugin, type UserConfig } from 'vite';

const here = (path: string): string => resolve(import.meta.dirname, path);

/** The library as it lies beside: nothing has to be built before. */
const alias = [
  { find: /^spikefold$/, replacement: here('../src/index.ts') },
  { find: /^spikefold\/([a-z-]+)$/, replacement: here('../src/$1.ts') },
];

/** The worker as the text of one script: the frame that runs it may load nothing. */
const engine = (): Plugin => {
  const name = 'virtual:engine';
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: async (id) => {
      if (id !== `\0${name}`) return undefined;
      const built = await build({
        configFile: false,
        root: import.meta.dirname,
        logLevel: 'error',
        resolve: { alias },
        build: {
          write: false,
          minify: true,
          target: 'es2022',
          // Backends that programs here cannot have, as they are loaded when asked for.
          rolldownOptions: { external: [/^@tensorflow\//, 'gpu.js'] },
          lib: { entry: here('src/engine/worker.ts'), formats: ['iife'], name: 'engine' },
        },
      });
      const [{ output }] = built as unknown as readonly [{ readonly output: readonly [{ readonly code: string }] }];
      return `export default ${JSON.stringify(output[0].code)};`;
    },
  };
};

/** The digits of the examples, packed, in base64: the worker could not fetch them. */
const digits = (): Plugin => {
  const name = 'virtual:digits';
  const file = here('../examples/digits/data/digits.csv.gz');
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? `export default '${readFileSync(file).toString('base64')}';` : undefined),
  };
};

/** The frame of the worker, in one file, whose policy allows its script alone. */
const sandbox = (): Plugin => {
  const page = (): string => {
    const script = readFileSync(here('src/sandbox.js'), 'utf8');
    const hash = createHash('sha256').update(script).digest('base64');
    return readFileSync(here('sandbox.html'), 'utf8')
      .replace('HASH', hash)
      .replace('<script></script>', () => `<script>${script}</script>`);
  };
  return {
    name: 'sandbox',
    configureServer: (server) =>
      void server.middlewares.use((request, response, next) => {
        if (!/\/sandbox\.html(\?|$)/.test(request.url ?? '')) return next();
        response.setHeader('content-type', 'text/html');
        response.end(page());
      }),
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'sandbox.html', source: page() });
    },
  };
};

/** Vite's own client talks to its server, which the page's policy forbids: while it is developed, it may. */
const policy = (): Plugin => ({
  name: 'policy',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
});

const config: UserConfig = defineConfig({
  root: import.meta.dirname,
  base: './',
  resolve: { alias },
  plugins: [engine(), digits(), sandbox(), policy()],
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});

export default config;
