import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { explain, FaultError, orThrow, type Fault, type Faults } from '../../src/index.js';
import { allRight, tried } from '../../src/core/either.js';
import {
  at,
  caught,
  failure,
  fault,
  faultsIn,
  oneOf,
  partOf,
  refused,
  thrown,
  unlessFaulty,
  type FaultKind,
} from '../../src/core/faults/errors.js';
import { checkOptions, isRecord, optionFaults } from '../../src/core/faults/options.js';
import { leftAt, refuseAll, unless } from '../../src/core/faults/refuse.js';
import { said } from '../saving/support/tried.js';

const local = (tag: FaultKind, what = 'v') => fault(tag, what, 'a number', '3');
const one = (tag: FaultKind, what?: string): Fault => at('run')(local(tag, what));
const kinds = ['Parameter', 'Shape', 'Name', 'Frame', 'Data', 'Model', 'Backend'] as const;

describe('a fault is explained by its kind', () => {
  test.each<readonly [FaultKind, string, string]>([
    ...kinds.map((kind) => [kind, 'v', 'v must be a number, got 3'] as const),
    ['Unknown', 'option', 'unknown option 3: a number'],
    ['Unknown', "receptor of layer 'Y'", "unknown receptor 3 of layer 'Y': a number"],
    ['Missing', 'v', '3 reads v: a number'],
    ['Surplus', 'layer', 'layer takes a number, got 3'],
    ['Number', 'v', 'v is 3, not a number'],
    ...(['Source', 'Monitor', 'File', 'Code'] as const).map((kind) => [kind, 'v', 'v failed: 3'] as const),
    ['Aborted', 'frame 3', 'stopped by signal before frame 3: 3'],
  ])('%s of %s', (kind, what, sentence) => {
    expect(explain(one(kind, what))).toBe(`run: ${sentence}`);
  });

  test.each([3, null, undefined, [one('Name')], { what: 'v' }])('unless it is none: %j', (value) => {
    expect(() => explain(value as never)).toThrow(
      'explain: fault must be one fault of those in a Left: left.map(explain), got ',
    );
  });
});

describe('faults', () => {
  test('are those of a part, or of a place', () => {
    expect(partOf('the layer')(local('Name'))).toEqual(local('Name', 'v of the layer'));
    expect(at('run')(local('Name'))).toEqual({ ...local('Name'), place: 'run' });
    expect(refused('run', 'v', 'a number', '3').faults).toEqual([one('Parameter')]);
    expect(refused('run', 'v', 'a number', '3', 'Data').faults).toEqual([one('Data')]);
  });

  test('say which names there are, up to 400 characters', () => {
    expect([oneOf([]), oneOf(['a']), oneOf(['a', 'b'])]).toEqual(['there is none', "one of 'a'", "one of 'a', 'b'"]);
    const name = 'x'.repeat(397);
    expect(oneOf([`${name}y`])).toBe(`one of '${name}y'`);
    expect(oneOf([`${name}yz`])).toBe(`one of '${name.slice(1)}...`);
  });

  test('are made of what was thrown, up to 200 characters', () => {
    expect([thrown(new Error('lost')), thrown('lost'), thrown(3)]).toEqual(
      ['lost', 'lost', '3'].map((x) => `an error: ${x}`),
    );
    expect(failure('File', 'net.spk', new Error('x'.repeat(200)))).toEqual(
      fault('File', 'net.spk', 'to succeed', 'x'.repeat(200)),
    );
    expect(failure('File', 'net.spk', 'x'.repeat(201)).got).toBe(`${'x'.repeat(197)}...`);
    expect(caught(new Error('lost'), 'a fold')).toEqual([fault('Code', 'a fold', 'to succeed', 'lost')]);
    expect(caught(new FaultError([one('Name'), one('Data')]), 'a fold')).toEqual([local('Name'), local('Data')]);
  });

  test('are one error, of a line for each', () => {
    const { name, message, faults } = new FaultError([one('Name'), one('Number')]);
    expect([name, message]).toEqual(['FaultError', 'run: v must be a number, got 3\nrun: v is 3, not a number']);
    expect(faults).toEqual([one('Name'), one('Number')]);
  });
});

describe('a result', () => {
  const left = E.left([one('Name')] as Faults);

  test('is its value, unless there are faults', () => {
    expect(unlessFaulty([], () => 7)).toEqual(E.right(7));
    expect(
      unlessFaulty([one('Name')], () => {
        throw new Error('there are faults');
      }),
    ).toEqual(left);
    expect([faultsIn(left), faultsIn(E.right(7))]).toEqual([[one('Name')], undefined]);
  });

  test('of parts is that of all, or the faults of all', () => {
    expect(allRight({ a: E.right(1), b: E.right(2) })).toEqual(E.right({ a: 1, b: 2 }));
    expect(allRight({ a: E.left(['x', 'y']), b: E.right(2), c: E.left(['z']) })).toEqual(E.left(['x', 'y', 'z']));
  });

  test('of what throws faults is a Left of them; other errors go on', () => {
    expect(tried(() => 7)).toEqual(E.right(7));
    expect(tried(() => refuseAll('run', [local('Name')]))).toEqual(left);
    const other = new TypeError('another');
    expect(() =>
      tried(() => {
        throw other;
      }),
    ).toThrow(other);
  });

  test('is its value, or thrown', () => {
    expect(orThrow(E.right(7))).toBe(7);
    for (const of of [left, E.left({ faults: [one('Name')] as Faults })])
      expect(() => orThrow(of)).toThrow(new FaultError([one('Name')]));
  });

  test.each([3, null, undefined, {}])('of orThrow is no %j', (value) => {
    expect(() => orThrow(value as never)).toThrow(
      'orThrow: result must be an Either, as network(...) and run(...) give it, got ',
    );
  });
});

describe('what is refused', () => {
  test('is refused by all faults, and nothing by none', () => {
    expect([unless(true, 'Name', 'v', 'a number', '3'), unless(false, 'Name', 'v', 'a number', '3')]).toEqual([
      [],
      [local('Name')],
    ]);
    expect(() => refuseAll('run', [])).not.toThrow();
    expect(said(tried(() => refuseAll('run', [local('Name'), local('Number')])))).toEqual([
      'run: v must be a number, got 3',
      'run: v is 3, not a number',
    ]);
    expect(leftAt('run', new FaultError([at('else')(local('Name')), one('Data')]), 'a fold')).toEqual(
      E.left([one('Name'), one('Data')]),
    );
    expect(leftAt('run', 'lost', 'a fold')).toEqual(E.left([at('run')(fault('Code', 'a fold', 'to succeed', 'lost'))]));
  });

  test.each<readonly [unknown, boolean]>([
    [{}, true],
    [{ a: 1 }, true],
    [[], false],
    [Int32Array.of(1), false],
    [new DataView(new ArrayBuffer(1)), false],
    [null, false],
    [undefined, false],
    ['a', false],
    [() => 0, false],
  ])('%j is a record: %s', (value, is) => {
    expect(isRecord(value)).toBe(is);
  });

  test.each<readonly [unknown, readonly string[]]>([
    [{}, []],
    [{ batch: 1 }, []],
    [
      { batch: 1, sede: 2, keys: 3 },
      ["unknown option 'sede': one of 'batch', 'seed'", "unknown option 'keys': one of 'batch', 'seed'"],
    ],
    [3, ['options must be a record of batch, seed, got 3']],
    [[1], ['options must be a record of batch, seed, got [1]']],
  ])('options %j: %j', (options, told) => {
    expect(optionFaults(options, ['batch', 'seed']).map(at('run')).map(explain)).toEqual(
      told.map((text) => `run: ${text}`),
    );
    expect(said(tried(() => checkOptions('run', options, ['batch', 'seed'])))).toEqual(
      told.map((text) => `run: ${text}`),
    );
    if (told.length === 0) expect(checkOptions('run', options, ['batch', 'seed'])).toBe(options);
  });
});
