import * as fc from 'fast-check';
import { isLeft, left, right } from 'fp-ts/lib/Either.js';
import { backendNames } from 'spikefold';
import { describe, expect, it } from 'vitest';
import { parse, usage as usageIn } from '../../examples/digits/options.js';
import { luck } from '../support/law.js';

/** A GPU takes a browser. */
const inNode = backendNames.filter((name) => !name.includes(':webg'));

const [usage, narrow] = [usageIn(80), usageIn(40)];

const defaults = {
  neurons: 100,
  epochs: 1,
  train: undefined,
  test: undefined,
  seed: 1,
  backend: 'wasm',
  data: undefined,
  out: 'out/digits',
  json: false,
};

describe('good options', () => {
  it.each([
    ['', {}],
    ['--neurons 400 --epochs=3', { neurons: 400, epochs: 3 }],
    ['--train 20 --test 10', { train: 20, test: 10 }],
    ['--quick', { train: 250, test: 100, neurons: 20 }],
    ['--quick --neurons 50', { train: 250, test: 100, neurons: 50 }],
    ['--quick --test 7', { train: 250, test: 7, neurons: 20 }],
    ['--seed 0', { seed: 0 }],
    ['--seed 4294967295', { seed: 4294967295 }],
    ['--data some/where --out /tmp/x --json', { data: 'some/where', out: '/tmp/x', json: true }],
    ['--data=--odd', { data: '--odd' }],
    ['--neurons abc --neurons 5', { neurons: 5 }],
    ['--backend eager', { backend: 'eager' }],
    ['--backend tfjs:wasm', { backend: 'tfjs:wasm' }],
  ])('%s', (line, wanted) => {
    expect(parse(line.split(' ').filter((word) => word !== ''))).toEqual(right({ ...defaults, ...wanted }));
  });

  it.each([['--help'], ['-h'], ['--neurons 0 --help']])('%s shows the usage', (line) => {
    expect(parse(line.split(' '))).toEqual(right('help'));
  });

  it('names the backends that run in Node, and no others', () => {
    for (const name of inNode) expect(usage).toContain(name);
    expect(usage).not.toMatch(/:webg/);
  });

  it('are all in the usage', () => {
    for (const name of [...Object.keys(defaults), 'quick', 'help']) expect(usage).toContain(`--${name} `);
    expect(Math.max(...usage.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(Math.max(...narrow.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
  });
});

describe('bad options', () => {
  it.each([
    [['--neurons', 'abc'], "--neurons must be a whole number from 1 to 10000, got 'abc'"],
    [['--neurons', '0'], "--neurons must be a whole number from 1 to 10000, got '0'"],
    [['--neurons', '-1'], "--neurons must be a whole number from 1 to 10000, got '-1'"],
    [['--epochs', '1.5'], "--epochs must be a whole number from 1 to 10000, got '1.5'"],
    [['--train', '1e3'], "--train must be a whole number of at least 1, got '1e3'"],
    [['--test=0'], "--test must be a whole number of at least 1, got '0'"],
    [['--test', '99999999999999999999'], "--test must be a whole number of at least 1, got '99999999999999999999'"],
    [['--seed', '4294967296'], "--seed must be a whole number from 0 to 4294967295, got '4294967296'"],
    [['--backend', 'abacus'], `--backend must be one of ${inNode.join(', ')}, got 'abacus'`],
    [
      ['--backend', 'tfjs:webgl'],
      `--backend tfjs:webgl needs a browser; in Node it must be one of ${inNode.join(', ')}`,
    ],
    [
      ['--backend', 'gpujs:webgpu'],
      `--backend gpujs:webgpu needs a browser; in Node it must be one of ${inNode.join(', ')}`,
    ],
    [['--data'], '--data needs a value, got nothing'],
    [['--data', '--json'], "--data needs a value, got '--json'"],
    [['--out', ''], "--out needs a value, got ''"],
    [['--json=yes'], "--json takes no value, got 'yes'"],
    [['--nuerons', '5'], "unknown option '--nuerons', see --help"],
    [['--toString'], "unknown option '--toString', see --help"],
    [['-x'], "unknown option '-x', see --help"],
    [['quick'], "unexpected argument 'quick', want options only, see --help"],
    [['--', 'x'], "unexpected argument 'x', want options only, see --help"],
  ])('%j', (argv, message) => {
    expect(parse(argv)).toEqual(left(message));
  });

  it('never throw, and take one line to explain', () => {
    const word = fc.oneof(
      fc.constantFrom('--neurons', '--json', '--data', '-h', '--', '-1', '=', '--=x'),
      fc.string().filter((text) => !/[\n\r]/.test(text)),
    );
    fc.assert(
      fc.property(fc.array(word), (argv) => {
        const read = parse(argv);
        if (isLeft(read)) expect(read.left).not.toContain('\n');
      }),
      luck,
    );
  });
});
