import { describe, expect, test } from 'vitest';
import { explain, initial, isLeft, layer, network } from '../../src/index.js';
import { conductanceBased, currentBased } from '../../src/cells.js';
import type { AnyModel } from '../../src/authoring.js';
import { conductanceReceptor, currentReceptor } from '../../src/models/cells/receptors.js';
import { mapValues } from '../../src/core/record.js';
import { alone } from '../support/alone.js';

describe('a receptor', () => {
  test.each([
    ['exponential', { exc: 0.5 }],
    ['alpha', { exc: 0.5, excRise: 0 }],
    ['double exponential', { exc: 0.5, excRise: 0 }],
    ['delta', {}],
  ] as const)('that is %s begins with its current, which does not rise by itself', (kinetics, want) => {
    const { N } = initial(alone([1], currentBased({ receptors: { exc: { kinetics, start: 0.5 } } }))).layers;
    const own = Object.entries(N!).filter(([name]) => name.startsWith('exc'));
    expect(Object.fromEntries(own.map(([name, { data }]) => [name, data[0]]))).toEqual(want);
  });

  const said = (model: AnyModel): readonly string[] => {
    const built = network({ dt: 1 }, { Y: layer([2], model) });
    return isLeft(built) ? built.left.map((one) => explain(one).replace("layer 'Y': ", '')) : [];
  };
  const name = 'receptor must be a name of letters and digits, got';
  const taken = 'variable of a receptor must be a name that no other variable has, got';
  const slow = "rise of receptor 'a' must be below tau, got a rise that is not faster than the decay";
  const twofold = { kinetics: 'double exponential', tau: 2 } as const;

  test.each<readonly [object, readonly string[]]>([
    [{ _a1: {}, B: {} }, []],
    [{ '1a': {} }, [`${name} '1a'`]],
    [{ 'a-b': {} }, [`${name} 'a-b'`]],
    [JSON.parse('{ "__proto__": {} }') as object, [`${name} '__proto__'`]],
    [{ v: {} }, [`${taken} 'v'`]],
    [{ refrac: {}, s: {} }, [`${taken} 'refrac'`, `${taken} 's'`]],
    [{ a: { kinetics: 'alpha' }, aRise: {} }, [`${taken} 'aRise'`]],
    [{ a: {}, aRise: {} }, []],
    [{ a: { ...twofold, rise: 1.9 } }, []],
    [{ a: { ...twofold, rise: 2 } }, [slow]],
    [{ a: { ...twofold, rise: 3 } }, [slow]],
    [{ a: { kinetics: 'alpha', tau: 2, rise: 3 } }, []],
  ])('of %j: what is wrong is told', (receptors, texts) => {
    expect(said(currentBased({ receptors } as never))).toEqual(texts);
    expect(said(conductanceBased({ receptors } as never))).toEqual(texts);
  });
});

test('a receptor by default is exponential, of 5 ms, and reverses at 0 mV; nothing blocks it', () => {
  const current = { kinetics: 'exponential', tau: 5, rise: 0.25, start: 0 };
  expect(mapValues(currentReceptor, ([otherwise]) => otherwise)).toStrictEqual(current);
  expect(mapValues(conductanceReceptor, ([otherwise]) => otherwise)).toStrictEqual({
    ...current,
    reversal: 0,
    magnesium: 0,
  });
});
