import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A name that a file exports, and where it is written. */
export interface Exported {
  readonly name: string;
  readonly file: string;
  /** Whether a docstring stands before it. */
  readonly documented: boolean;
}

const declaration = /(\*\/\n)?^export (?:const|(?:async )?function\*?|class|interface|type) (\w+)/gm;
const all = /^export \* from '(\.[^']+)\.js'/gm;
const whole = /(\*\/\n)?^export \* as (\w+) from/gm;
const some = /^export (?:type )?\{([^}]*)\} from '(\.[^']+)\.js'/gm;

/** All that a file exports, its own and that of others; names of other packages are documented there. */
export const exportedOf = (file: string): readonly Exported[] => {
  if (!existsSync(file)) throw new Error(`'${file}' does not exist`);
  const text = readFileSync(file, 'utf8');
  const other = (path: string) => join(dirname(file), `${path}.ts`);
  const written = [...text.matchAll(declaration), ...text.matchAll(whole)].map(([, doc, name]) => ({
    name: name!,
    file,
    documented: doc !== undefined,
  }));
  const passedOn = [...text.matchAll(some)].flatMap(([, names, path]) => {
    const found = exportedOf(other(path!));
    return namesIn(names!).map(({ name, as }) => {
      const one = found.find((of) => of.name === name);
      if (one === undefined) throw new Error(`${other(path!)} exports no '${name}'`);
      return { ...one, name: as };
    });
  });
  return [...written, ...passedOn, ...[...text.matchAll(all)].flatMap(([, path]) => exportedOf(other(path!)))];
};

/** The names in the braces of an export. */
const namesIn = (braces: string): readonly { readonly name: string; readonly as: string }[] =>
  braces
    .split(',')
    .map((part) => part.trim().replace(/^type /, ''))
    .filter((part) => part !== '')
    .map((part) => part.split(' as '))
    .map(([name, as]) => ({ name: name!, as: as ?? name! }));
