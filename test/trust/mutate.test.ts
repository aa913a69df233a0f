import { expect, test } from 'vitest';
import { functionAround, mutantsOf, mutated } from './mutate.js';

const all = (code: string): readonly string[] => mutantsOf(code).map((mutant) => mutated(code, mutant));

test('operators, conditions, numbers, truths, statements and arrays are changed, one at a time', () => {
  expect(all('const f = (a: number, b = 2) => (a < b ? a + 1 : !a);')).toEqual([
    'const f = (a: number, b = (2 + 1)) => (a < b ? a + 1 : !a);',
    'const f = (a: number, b = 2) => (true ? a + 1 : !a);',
    'const f = (a: number, b = 2) => (false ? a + 1 : !a);',
    'const f = (a: number, b = 2) => (a <= b ? a + 1 : !a);',
    'const f = (a: number, b = 2) => (a < b ? a - 1 : !a);',
    'const f = (a: number, b = 2) => (a < b ? a + (1 + 1) : !a);',
    'const f = (a: number, b = 2) => (a < b ? a + 1 : a);',
  ]);
  expect(all('push(x); const y = [x];')).toEqual(['; const y = [x];', 'push(x); const y = [];']);
});

test('types and imports stay as they are', () => {
  expect(all("import { a } from './a.js'; type B = 1 | 2; const c = a as unknown as B[];")).toEqual([]);
});

test('of a table of parameters, where tests look stays as it is', () => {
  const model = (tau: string): string => `const leaky = neuron('leaky', { tau: ${tau} }, step);`;
  expect(all(model('[20, positive, [2, 40]]'))).toEqual([model('[]'), model('[(20 + 1), positive, [2, 40]]')]);
});

test('a place is in the innermost function that has a name', () => {
  const code =
    'const at = 1; const f = (a) => a.map((b) => b + 2); const t = { g: () => 3, h() { return 4; } }; function k() { return 5; }';
  const around = (number: number): string | undefined => functionAround(code, code.indexOf(`${number}`));
  expect([1, 2, 3, 4, 5].map(around)).toEqual([undefined, 'f', 'g', 'h', 'k']);
});
