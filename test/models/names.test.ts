import { expect, test } from 'vitest';
import { unknownName } from '../../src/models/parameters/names.js';

/** What is suggested in place of a name. */
const meant = (known: readonly string[], name: string): string | undefined =>
  /did you mean '(.*)'/.exec(unknownName('word', known, name).want)?.[1];

test.each<readonly [string, string, boolean]>([
  // One letter, put in, left out or changed, whatever the length.
  ['tau', 'taw', true],
  ['tau', 'ta', true],
  ['tau', 'tauu', true],
  ['ab', 'a', true],
  ['ab', 'ax', true],
  ['tau', 'tua', false],
  // A third of the letters of the longer one: from six on two, from nine on three.
  ['reset', 'rasat', false],
  ['thresh', 'tresch', true],
  ['thresh', 'tresc', true],
  ['decay', 'decayed', true],
  ['decay', 'redecayed', false],
  ['threshol', 'trashol', true],
  ['threshol', 'tr3shal', false],
  ['threshold', 'tr3shal', false],
  ['threshold', 'tr3shold', true],
  ['threshold', 'tr3shoud', true],
  ['threshold', 'tr3shaud', false],
  // In whatever case.
  ['tauTheta', 'TAUTHETA', true],
  ['TAU', 'taw', true],
  // Names of one letter have nothing in common.
  ['a', 'b', false],
  ['a', '', false],
  ['a', 'A', true],
])('%s is meant by %s: %s', (known, name, is) => {
  expect(meant([known], name)).toBe(is ? known : undefined);
});

test('the nearest is meant, of several the first', () => {
  expect(meant(['tauPlus', 'tauMinus'], 'tauMins')).toBe('tauMinus');
  expect(meant(['stride', 'string'], 'strine')).toBe('stride');
  expect(meant(['string', 'stride'], 'strine')).toBe('string');
});

test('the names that there are, and the cure, are told', () => {
  expect(unknownName('layer', ['X', 'Yy'], 'Zzz', ' (see there)')).toMatchObject({
    what: 'layer',
    want: 'one of X, Yy (see there)',
    got: "'Zzz'",
  });
  expect(unknownName('layer', ['X', 'Yyy'], 'Yyz', ' (see there)').want).toBe("one of X, Yyy (did you mean 'Yyy'?)");
  expect(unknownName('layer', [], 'X').want).toBe('it takes none');
});
