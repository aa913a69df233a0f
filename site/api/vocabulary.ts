import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The tables of parameters in docs/vocabulary.md, by the names of their constructors. */
export const parameterTables = (root: string): ReadonlyMap<string, string> => {
  const sections = readFileSync(join(root, 'docs/vocabulary.md'), 'utf8').split(/^### /m).slice(1);
  return new Map(
    sections.map((section) => {
      const [, name] = /^`(\w+)\(/.exec(section) ?? [];
      if (name === undefined) throw new Error(`docs/vocabulary.md: no constructor in '${section.split('\n')[0]!}'`);
      return [name, (section.match(/^\|.*\|$/gm) ?? []).join('\n')];
    }),
  );
};
