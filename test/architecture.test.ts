import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const src = join(root, 'src');

interface Source {
  readonly path: string;
  readonly lines: number;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources: readonly Source[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((path) => {
    const text = readFileSync(join(src, path), 'utf8');
    return {
      path,
      text,
      lines: text.split('\n').length - 1,
      imports: [...text.matchAll(/from '([^']+)'/g)].map(([, name]) => name!),
    };
  });

const own = ({ path, imports }: Source): readonly string[] =>
  imports
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(src, resolve(src, dirname(path), name)).replace(/\.js$/, '.ts'));

const inFolder = (folder: string) => (path: string) => path.startsWith(`${folder}/`);

const offenders = (from: string, to: readonly string[]): readonly string[] =>
  sources
    .filter(({ path }) => inFolder(from)(path))
    .flatMap((source) =>
      own(source)
        .filter((path) => !to.some((folder) => inFolder(folder)(path)))
        .map((path) => `${source.path} -> ${path}`),
    );

test('arrows go sweep -> node -> io -> models -> core <- backends', () => {
  expect(sources.length).toBeGreaterThan(40);
  expect(offenders('core', ['core'])).toEqual([]);
  expect(offenders('models', ['models', 'core'])).toEqual([]);
  expect(offenders('backends', ['backends', 'core'])).toEqual([]);
  expect(offenders('io', ['io', 'models', 'core'])).toEqual([]);
  expect(offenders('plot', ['plot', 'models', 'core'])).toEqual([]);
  expect(offenders('node', ['node', 'io', 'models', 'core'])).toEqual([]);
  expect(offenders('sweep', ['sweep', 'node', 'io', 'models', 'core'])).toEqual([]);
});

test('the theory knows nothing of runs', () => {
  const theory = sources.filter(({ path }) => inFolder('core')(path) && !inFolder('core/run')(path));
  expect(theory.flatMap(own).filter(inFolder('core/run'))).toEqual([]);
});

test('arrows of the compiler go plan -> kernels -> ir', () => {
  const order = ['ir', 'kernels', 'plan'].map((name) => `backends/fused/${name}`);
  const upwards = order.flatMap((folder, place) =>
    sources
      .filter(({ path }) => dirname(path) === folder)
      .flatMap((source) => own(source).filter((path) => order.indexOf(dirname(path)) > place)),
  );
  expect(upwards).toEqual([]);
});

test('backends stand on what they share, those of libraries also on eager', () => {
  const under: Readonly<Record<string, readonly string[]>> = {
    backends: ['backends'],
    'backends/eager': ['backends', 'backends/eager'],
    'backends/fused': ['backends', 'backends/fused'],
    'backends/tfjs': ['backends', 'backends/eager', 'backends/tfjs'],
    'backends/gpujs': ['backends', 'backends/eager', 'backends/gpujs'],
  };
  const folderOf = (path: string): string => dirname(path).split('/').slice(0, 2).join('/');
  const strays = sources
    .filter(({ path }) => inFolder('backends')(path))
    .flatMap((source) =>
      own(source)
        .filter(inFolder('backends'))
        .filter((path) => under[folderOf(source.path)]?.includes(folderOf(path)) !== true)
        .map((path) => `${source.path} -> ${path}`),
    );
  expect(strays).toEqual([]);
});

/** What users import. */
const publicFiles = [
  'index.ts',
  'authoring.ts',
  'bindsnet.ts',
  'biology.ts',
  'cells.ts',
  'data.ts',
  'events.ts',
  'file.ts',
  'nir.ts',
  'read-out.ts',
];

/** Files that import optional packages by statements; nothing else may. */
const peers: Readonly<Record<string, readonly string[]>> = {
  'ml-logistic-regression.d.ts': ['ml-matrix'],
  'npm-install-ml-logistic-regression-ml-matrix.ts': ['ml-logistic-regression', 'ml-matrix'],
  'plot/npm-install-d3-scale-d3-shape-fast-png.ts': ['d3-scale', 'd3-shape', 'fast-png'],
};

test('a file that imports packages which may be missing says by its name how to install them', () => {
  const named = Object.entries(peers).filter(([path]) => path.endsWith('.ts') && !path.endsWith('.d.ts'));
  expect(named.map(([path]) => basename(path))).toEqual(
    named.map(([, packages]) => `npm-install-${packages.join('-')}.ts`),
  );
});

test('nothing inside imports the index or a subpath', () => {
  const entries = new Set(['index.ts', 'logistic.ts']);
  expect(sources.filter((source) => own(source).some((path) => entries.has(path)))).toEqual([]);
});

const cyclesIn = (graph: ReadonlyMap<string, readonly string[]>): readonly string[] => {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (done.has(path) || trail.includes(path)) return;
    graph.get(path)?.forEach((next) => visit(next, [...trail, path]));
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return cycles;
};

test('imports form no cycle', () => {
  expect(cyclesIn(new Map(sources.map((source) => [source.path, own(source)])))).toEqual([]);
});

test('folders form no cycle: of two that share something, one does not know the other', () => {
  const folders = [...new Set(sources.map(({ path }) => dirname(path)))];
  const importedBy = (folder: string): readonly string[] =>
    sources
      .filter(({ path }) => dirname(path) === folder)
      .flatMap(own)
      .map((path) => dirname(path))
      .filter((other) => other !== folder);
  expect(cyclesIn(new Map(folders.map((folder) => [folder, importedBy(folder)])))).toEqual([]);
});

test('only what users import from spikefold/node and spikefold/sweep knows of Node', () => {
  const ofNode = (path: string) => ['node', 'sweep'].some((name) => path === `${name}.ts` || inFolder(name)(path));
  const touching = sources.filter(
    ({ imports, text }) =>
      imports.some((name) => name.startsWith('node:')) ||
      /\b(process|Buffer|NodeJS)\./.test(text.replace(/\/\*[^]*?\*\//g, '')),
  );
  expect(touching.map(({ path }) => path).filter((path) => !ofNode(path))).toEqual([]);
  expect(sources.filter((source) => !ofNode(source.path) && own(source).some(ofNode)).map(({ path }) => path)).toEqual(
    [],
  );
});
/** Optional packages, by the one folder that may name their types or import them when it is asked to. */
const optional: Readonly<Record<string, RegExp>> = {
  'backends/tfjs': /^@tensorflow\/tfjs-/,
  'backends/gpujs': /^gpu\.js$/,
  'sweep/redis': /^(bullmq|ioredis)$/,
  'sweep/threads': /^piscina$/,
};

test('every import names a file that is there, or fp-ts by its plain-Node path', () => {
  const known = new Set(sources.map(({ path }) => path));
  expect(sources.flatMap((source) => own(source).filter((path) => !known.has(path)))).toEqual([]);
  const strange = sources.flatMap(({ path, imports }) =>
    imports.filter(
      (name) =>
        !/^\.|^node:/.test(name) &&
        !(peers[path] ?? []).includes(name) &&
        !/^fp-ts\/lib\/\w+\.js$/.test(name) &&
        !optional[dirname(path)]?.test(name),
    ),
  );
  expect(strange).toEqual([]);
});

test('what the index imports stays out of the folders of optional packages', () => {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    own(byPath.get(path)!).forEach(visit);
  };
  publicFiles.forEach(visit);
  expect(reached.size).toBeGreaterThan(40);
  const apart = new Set(['plot', ...Object.keys(optional)]);
  expect([...reached].filter((path) => apart.has(dirname(path)) || path in peers)).toEqual([]);
});

test('no file is past about 150 lines', () => {
  expect(sources.filter(({ lines }) => lines > 150).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
});
