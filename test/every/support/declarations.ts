import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** Where what tests write lies. */
const outFolder = (): string => {
  mkdirSync(join(root, 'out'), { recursive: true });
  return join(root, 'out');
};

/** What the compiler declares of the models: the text of each file by its path, `neurons/lif`. */
export type Declarations = ReadonlyMap<string, string>;

/** Has the compiler write the declarations of src, with all docstrings, and reads those of the models. */
export const declarationsOfModels = (): Declarations => {
  const out = mkdtempSync(join(outFolder(), 'declarations-'));
  try {
    const args = ['-p', 'tsconfig.build.json', '--emitDeclarationOnly', '--outDir', out];
    const { status, stdout } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stdout);
    const models = join(out, 'models');
    return new Map(
      readdirSync(models, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.d.ts'))
        .map((path) => [path.replace('.d.ts', ''), readFileSync(join(models, path), 'utf8')]),
    );
  } finally {
    rmSync(out, { recursive: true });
  }
};

/** What is declared of a constructor. */
export interface Declared {
  /** Its arguments by name, with a question mark where they may be left out. */
  readonly takes: string;
  /** Its docstring, line by line. */
  readonly doc: readonly string[];
  /** The docstring of a parameter of its table: in the table itself, or in the nearest file whose tables it imports. */
  readonly docOf: (parameter: string) => string;
}

export const declaredOf = (declarations: Declarations, name: string): Declared => {
  for (const [path, text] of declarations) {
    const start = text.indexOf(`export declare const ${name}: `);
    if (start < 0) continue;
    const own = text.slice(start).split(/;\n(?=export|declare|\/\*\*)/)[0]!;
    const docOf = (parameter: string): string => {
      const row = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s*(?:readonly )?${parameter}: \\[`);
      const texts = [own, ...nearest(path).map((file) => declarations.get(file) ?? '')];
      const found = texts.map((one) => row.exec(one)?.[1]).find((doc) => doc !== undefined);
      if (found === undefined) throw new Error(`${name}: nothing says what '${parameter}' is`);
      return linesOf(found).join(' ').trim();
    };
    return { takes: takenBy(own), doc: linesOf(docBefore(text, start)), docOf };
  }
  throw new Error(`'${name}' is not declared`);
};

/** A file of the models, what it imports of them, and so on, nearest first. */
const nearest = (path: string): readonly string[] => {
  const found = [path];
  for (const file of found) {
    const source = readFileSync(join(root, 'src', 'models', `${file}.ts`), 'utf8');
    const imported = [...source.matchAll(/from '(\.[^']*)\.js'/g)]
      .map(([, to]) => normalize(join(dirname(file), to!)))
      .filter((other) => !other.startsWith('..') && !found.includes(other));
    // Tables are shared within a folder.
    const near = (other: string): boolean => dirname(other) === dirname(file);
    found.push(...imported.filter(near), ...imported.filter((other) => !near(other)));
  }
  return found;
};

/** The docstring that ends where a declaration begins. */
const docBefore = (file: string, start: number): string => {
  const before = file.slice(0, start).trimEnd();
  if (!before.endsWith('*/')) throw new Error(`no docstring before ${file.slice(start, start + 60)}`);
  return before.slice(before.lastIndexOf('/**') + 3, -2);
};

const linesOf = (comment: string): readonly string[] =>
  comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .filter((line, place, all) => line !== '' || (place > 0 && place < all.length - 1));

/** The arguments of the first function in a declaration; those of a neuron, whose type has a name, are one record. */
const takenBy = (declaration: string): string => {
  const open = declaration.search(/[<>]\(/) + 1;
  if (open === 0 || /^[^\n]*\.(Neuron|Cell)</.test(declaration)) return 'params?';
  const texts: string[] = [''];
  let depth = 0;
  for (const letter of declaration.slice(open + 1)) {
    if (letter === ')' && depth === 0) break;
    if ('([{<'.includes(letter)) depth++;
    if (')]}'.includes(letter) || (letter === '>' && !texts.at(-1)!.endsWith('='))) depth--;
    if (letter === ',' && depth === 0) texts.push('');
    else texts[texts.length - 1] += letter;
  }
  return texts
    .map((text) => text.trim().split(':')[0]!)
    .filter((argument) => argument !== '' && !argument.startsWith('...'))
    .join(', ');
};
