import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'out', 'gallery');

/** Where the pictures of docs/gallery.md are. */
export const pictureFolder = join(root, 'docs/pictures/gallery');

const page = readFileSync(join(root, 'docs/gallery.md'), 'utf8');

/** The programs of docs/gallery.md by the names of their files, which their first lines say. */
export const programs: Readonly<Record<string, string>> = Object.fromEntries(
  [...page.matchAll(/```ts\n([^]*?)```/g)].map(([, text]) => {
    const [, name] = /^\/\/ ([\w-]+\.ts)\n/.exec(text!) ?? [];
    if (name === undefined) throw new Error(`docs/gallery.md: a program must begin with its name, got ${text!}`);
    return [name, text!];
  }),
);

/** The pictures that docs/gallery.md shows of its programs, by their names. */
export const shown: readonly string[] = [...page.matchAll(/\(pictures\/gallery\/([\w-]+\.svg)\)/g)].map(
  ([, name]) => name!,
);

const node = (...args: readonly string[]) =>
  spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });

/** Writes the programs into a folder of their own, as a reader does. */
export const written = (): void => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(programs)) writeFileSync(join(folder, name), text);
  cpSync(join(root, 'examples/digits/data/digits.csv.gz'), join(folder, 'digits.csv.gz'));
  // The declarations of src are those of packages without types of their own.
  const tsconfig = { extends: '../../tsconfig.json', include: ['*.ts', '../../src/*.d.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
};

/** What the compiler says of the programs. */
export const compiled = (): string => node(join(root, 'node_modules/typescript/bin/tsc'), '-p', folder).stdout;

/** Runs the programs, all in one process, as each would load the library again; what each complains of. */
export const complaints = (): Readonly<Record<string, string>> => {
  const paths = Object.keys(programs).map((name) => join(folder, name));
  const { stdout, stderr } = node('--import', 'tsx', join(root, 'test/support/run-snippets.ts'), ...paths);
  if (stderr !== '') throw new Error(stderr);
  const said = JSON.parse(stdout) as Readonly<Record<string, string>>;
  return Object.fromEntries(Object.keys(programs).map((name) => [name, said[join(folder, name)]!]));
};

/** A picture that the programs have drawn. */
export const drawn = (name: string): string | undefined => {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
};
