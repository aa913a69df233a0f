import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';

const built = resolve(import.meta.dirname, '../../dist/plot.d.ts');

/** The packages that a file of types names, and those that it reaches. */
const packages = (path: string, seen: Set<string>): readonly string[] => {
  if (seen.has(path)) return [];
  seen.add(path);
  const named = [...readFileSync(path, 'utf8').matchAll(/(?:from |import\()'([^']+)'/g)].map(([, name]) => name!);
  return named.flatMap((name) =>
    name.startsWith('.') ? packages(resolve(dirname(path), name.replace(/\.js$/, '.d.ts')), seen) : [name],
  );
};

test('the types of spikefold/plot need no types of the packages that it draws with', () => {
  const seen = new Set<string>();
  expect(packages(built, seen).filter((name) => !name.startsWith('fp-ts/'))).toEqual([]);
  expect(seen.size).toBeGreaterThan(10);
});
