import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markupFault } from './support/markup.js';
import { ran, together, type Together } from './support/ran.js';

/** A number of the last line that an example says, by its path: `found.input`. */
type Said = (path: string) => number;

interface Example {
  readonly name: string;
  readonly pictures: readonly string[];
  readonly holds: (said: Said) => void;
}

const said =
  (line: string): Said =>
  (path) => {
    const found = path
      .split('.')
      .reduce<unknown>((data, key) => (data as Readonly<Record<string, unknown>>)[key], JSON.parse(line));
    return typeof found === 'number' ? found : expect.fail(`no number at '${path}' in ${line}`);
  };

const near = (value: number, wanted: number, within: number): void =>
  expect(Math.abs(value / wanted - 1), `${value} beside ${wanted}`).toBeLessThan(within);

// Chance is 0.1 for digits: with 100 test samples, 0.25 and more has a probability of less than 1e-5.
const examples: readonly Example[] = [
  {
    name: 'poisson-to-lif',
    pictures: ['spikes.svg', 'voltages.svg'],
    holds: (said) => {
      near(said('found.input'), said('expected.input'), 0.05);
      near(said('found.neurons'), said('expected.neurons'), 0.1);
    },
  },
  {
    name: 'bernoulli-input',
    pictures: ['spikes.svg', 'voltages.svg'],
    holds: (said) => {
      near(said('rates.input'), 100, 0.05);
      expect(said('rates.free')).toBeGreaterThan(30);
      expect(said('rates.inhibited')).toBeGreaterThan(2);
      expect(said('rates.inhibited')).toBeLessThan(said('rates.free') / 2);
    },
  },
  {
    name: 'supervised-digits',
    pictures: ['fields.svg'],
    holds: (said) => expect(Math.min(said('allActivity'), said('proportion'))).toBeGreaterThan(0.55),
  },
  {
    name: 'reservoir',
    pictures: ['spikes.svg'],
    holds: (said) => expect(said('accuracy.test')).toBeGreaterThan(0.55),
  },
  {
    name: 'reward',
    pictures: ['learning.svg'],
    // Each agent ends above the best of the agents with random reward.
    holds: (said) => {
      expect(said('learned.mean')).toBeGreaterThan(0.75);
      expect(said('learned.worst')).toBeGreaterThan(2 * said('chance'));
      expect(said('learned.worst')).toBeGreaterThan(said('guessed.best'));
      expect(said('guessed.mean')).toBeLessThan(said('chance') + 0.15);
    },
  },
  {
    name: 'agent',
    pictures: ['learning.svg', 'weights.svg'],
    // With reward every agent ends near the shortest path, with random reward every agent ends far from it.
    holds: (said) => {
      expect(said('learned.most')).toBeLessThan(2 * said('shortest'));
      expect(said('guessed.least')).toBeGreaterThan(2.5 * said('shortest'));
    },
  },
  {
    name: 'sweep',
    pictures: ['accuracy.svg'],
    holds: (said) => {
      expect(said('points')).toBe(4);
      expect(said('best')).toBeGreaterThan(0.45);
      expect(said('worst')).toBeLessThan(said('best'));
    },
  },
  {
    name: 'search',
    pictures: ['gain.svg'],
    holds: (said) => {
      near(said('first'), 0.1, 0.2);
      expect(said('tested')).toBeGreaterThan(0.25);
    },
  },
  {
    name: 'conv-digits',
    pictures: ['filters.svg'],
    holds: (said) => {
      expect(said('learned.test')).toBeGreaterThan(0.6);
      expect(said('learned.test')).toBeGreaterThan(said('random.test'));
    },
  },
  {
    name: 'local-digits',
    pictures: ['filters.svg'],
    holds: (said) => {
      expect(said('regression')).toBeGreaterThan(0.5);
      expect(said('proportion')).toBeGreaterThan(0.35);
    },
  },
  {
    name: 'balanced',
    pictures: ['coba.svg', 'cuba.svg'],
    holds: (said) => {
      near(said('cuba.rate'), 5.7, 0.15);
      near(said('coba.rate'), 19.3, 0.1);
    },
  },
  {
    name: 'brunel',
    pictures: ['regimes.svg'],
    holds: (said) => {
      near(said('regular.rate'), 333, 0.1);
      near(said('fast.rate'), 60, 0.1);
      near(said('asynchronous.rate'), 37.7, 0.1);
      near(said('slow.rate'), 5, 0.3);
      expect(said('regular.cv')).toBeLessThan(0.05);
      expect(said('fast.cv')).toBeGreaterThan(0.6);
    },
  },
  {
    name: 'competition',
    pictures: ['rate.svg', 'weights.svg'],
    holds: (said) => {
      expect(said('settled')).toBeLessThan(0.7 * said('first'));
      expect(said('ends.first')).toBeLessThan(0.25);
      expect(said('ends.last')).toBeGreaterThan(0.33);
    },
  },
  {
    name: 'polychronization',
    pictures: ['early.svg', 'late.svg', 'weights.svg'],
    holds: (said) => {
      expect(said('early.delta')).toBeGreaterThan(100);
      expect(said('late.delta')).toBeLessThan(said('early.delta') / 3);
      for (const time of ['early', 'late']) expect(said(`${time}.rate`)).toBeGreaterThan(1);
      expect(said('late.rate')).toBeLessThan(8);
      expect(said('strong')).toBeGreaterThan(0.1);
    },
  },
  {
    name: 'microcircuit',
    pictures: ['rates.svg', 'spikes.svg'],
    holds: (said) => {
      expect(said('off')).toBeLessThan(0.4);
      for (const population of ['E23', 'E6']) expect(said(`rates.${population}`)).toBeLessThan(2.5);
      for (const population of ['I4', 'E5', 'I5', 'I6']) expect(said(`rates.${population}`)).toBeGreaterThan(4);
    },
  },
];

let all: Together;
beforeAll(() => {
  all = together();
});
afterAll(() => all.end());

describe.each(examples)('$name', ({ name, pictures, holds }) => {
  it('keeps its promises, with plain lines and well-formed pictures', { timeout: 600_000 }, async () => {
    const { status, stdout, stderr, pictures: drawn } = await all.ran(name, '--quick', '--json', '--seed', '1');
    expect([status, stderr.replaceAll(/^\w+ +\d+\/\d+ .*\n/gm, '')]).toEqual([0, '']);
    expect(Object.keys(drawn).toSorted()).toEqual(pictures);
    for (const [file, text] of Object.entries(drawn)) {
      expect([file, markupFault(text)]).toEqual([file, '']);
      expect(text).not.toMatch(/NaN|Infinity|undefined/);
      expect(stdout).toContain(file);
    }
    const lines = stdout.trimEnd().split('\n');
    expect(stdout + stderr).not.toContain('\u001b');
    expect(Math.max(...lines.slice(0, -1).map((line) => line.length))).toBeLessThanOrEqual(80);
    holds(said(lines.at(-1)!));
  });

  it('prints its options', async () => {
    const { status, stdout, stderr, pictures: drawn } = await all.ran(name, '--help');
    expect([status, stderr]).toEqual([0, '']);
    expect(drawn).toEqual({});
    for (const option of ['seed', 'quick', 'backend', 'out', 'json', 'help']) expect(stdout).toContain(`--${option}`);
    expect(stdout).toContain(`out/${name}`);
  });
});

it.each([
  [['--seed', '-1'], "--seed must be a whole number from 0 to 4294967295, got '-1'\n"],
  [['--backend', 'abacus'], /^--backend must be one of wasm.*, got 'abacus'\n$/],
  [['--backend', 'gpujs:webgl2'], /^--backend gpujs:webgl2 needs a browser; in Node it must be one of wasm.*\n$/],
  [['--scale', '0.1'], "unknown option '--scale', see --help\n"],
  [['--neurons', '5'], "unknown option '--neurons', see --help\n"],
  [['--out', '/proc/nowhere'], /^folder '\/proc\/nowhere' must be writable, got .*\n$/],
])('an example refuses %j in one line', async (args, message) => {
  const { status, stdout, stderr } = await all.ran('poisson-to-lif', ...args);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
});

it('an option of an example of its own has to be a positive number', async () => {
  const { status, stderr } = await all.ran('microcircuit', '--scale', 'half');
  expect([status, stderr]).toEqual([2, "--scale must be a positive number, got 'half'\n"]);
});

it('an example in a process of its own says and draws the same', async () => {
  const [name, ...args] = ['poisson-to-lif', '--quick', '--json'] as const;
  const [alone, among] = [await ran(name, ...args), await all.ran(name, ...args)];
  expect(alone.status).toBe(0);
  expect(alone.stderr).toBe('');
  expect(alone.stdout.trimEnd().split('\n').at(-1)).toBe(among.stdout.trimEnd().split('\n').at(-1));
  expect(alone.pictures).toEqual(among.pictures);
  expect((await ran(name, '--seed', '-1')).status).toBe(2);
});

it('no example leaves anything behind that keeps a process', async () => {
  expect(await all.end()).toBe(0);
});
