import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { left, right } from 'fp-ts/lib/Either.js';
import { expect, test, vi } from 'vitest';
import { bench, type Report } from '../bench/bench.js';
import type { Case, Claim, Subject } from '../bench/harness/claim.js';
import { python } from '../bench/harness/python.js';
import { race } from '../bench/harness/race.js';
import { results, table } from '../bench/harness/report.js';
import { parse } from '../bench/options.js';

const effort = { warmUps: 1, warmth: 0, rounds: 3, least: 1, budget: 60, clock: 'wall' } as const;

/** A subject that takes the times it is told, and notes when it is asked. */
const runner = (
  name: string,
  kind: Subject['kind'],
  times: readonly number[],
  asked: string[],
  out = 100,
): Subject => ({
  name,
  kind,
  open: async () => {
    const left = [...times];
    return right({
      spikes: { out },
      round: async () => {
        asked.push(name);
        const seconds = left.shift();
        if (seconds === undefined) throw new Error('out of breath');
        return seconds;
      },
    });
  },
});

const claim: Claim = { name: 'claim', about: '', cases: () => [] };
const caseOf = (...subjects: readonly Subject[]): Case => ({ size: 'n=1', unit: 'ms', scale: 1000, subjects });
const raced = async (one: Case) => results(claim, one, await race(one.subjects, effort));

test('subjects run in turns, and the first round of each does not count', async () => {
  const asked: string[] = [];
  const one = caseOf(runner('us', 'ours', [9, 1, 3, 2], asked), runner('peer', 'peer', [9, 8, 6, 4], asked));
  const { rows, absences } = await raced(one);
  expect(asked).toEqual(['us', 'peer', 'us', 'peer', 'us', 'peer', 'us', 'peer']);
  expect(absences).toEqual([]);
  const common = { workload: 'claim', size: 'n=1', unit: 'ms', runs: 3, spikes: { out: 100 } };
  expect(rows).toEqual([
    { ...common, subject: 'us', median: 2000, min: 1000, spread: 0.5, ratioToUs: 1 },
    { ...common, subject: 'peer', median: 6000, min: 4000, spread: 1 / 3, ratioToUs: 3 },
  ]);
});

test('a subject warms up for as long as it takes', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const asked: string[] = [];
  const slow: Subject = {
    name: 'slow',
    kind: 'ours',
    open: async () =>
      right({
        round: async () => {
          asked.push('round');
          vi.advanceTimersByTime(100);
          return 1;
        },
      }),
  };
  const [lane] = await race([slow], { ...effort, warmth: 0.35 });
  vi.useRealTimers();
  expect(lane!.values).toEqual([1, 1, 1]);
  expect(asked.length).toBe(4 + 3);
});

test('a race that is over its budget ends after the least number of rounds', async () => {
  const one = caseOf(runner('us', 'ours', [9, 1, 1, 1], []));
  const lanes = await race(one.subjects, { ...effort, budget: 0 });
  expect(lanes.map(({ values }) => values)).toEqual([[1]]);
});

test('who cannot start, or stops on the way, is absent with the reason, and the others go on', async () => {
  const missing: Subject = { name: 'missing', kind: 'peer', open: async () => left('no module') };
  const broken: Subject = { name: 'broken', kind: 'ours', open: () => Promise.reject(new Error('no memory')) };
  const one = caseOf(broken, runner('us', 'ours', [9, 1, 1, 1], []), missing, runner('tired', 'peer', [9, 1], []));
  const { rows, absences } = await raced(one);
  expect(rows.map(({ subject, ratioToUs }) => [subject, ratioToUs])).toEqual([['us', 1]]);
  expect(absences.map(({ subject, absent }) => [subject, absent])).toEqual([
    ['broken', 'Error: no memory'],
    ['missing', 'no module'],
    ['tired', 'Error: out of breath'],
  ]);
  expect(table({ rows, absences })).toContain('absent: missing (no module)');
});

test('a script that no interpreter can run is absent, and every interpreter says why', async () => {
  const opened = await python('peer', 'no-such-script', {}).open();
  expect(opened).toEqual(left(expect.stringMatching(/python3: .+; \S*python3: .+/)));
});

test('who does other work is pointed out', async () => {
  const times = [1, 1, 1, 1];
  const silent = await raced(caseOf(runner('us', 'ours', times, []), runner('silent', 'peer', times, [], 0)));
  expect(table(silent)).toContain('! silent has 0 spikes out, us 100: not the same work');
  const like = await raced(caseOf(runner('us', 'ours', times, []), runner('like', 'peer', times, [], 110)));
  expect(table(like)).not.toContain('!');
});

test('a quick run of a workload writes its rows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
  try {
    const file = join(folder, 'rows.json');
    const said: string[] = [];
    const argv = ['pair', '--quick', '--backends', 'eager', '--clock', 'cpu', '--peers', 'roofline', '--json', file];
    expect(await bench(argv, (text) => said.push(text))).toBe(0);
    expect(said.join('')).toMatch(/n=100\n.*\neager /);
    const { device, clock, versions, rows, absences }: Report = JSON.parse(readFileSync(file, 'utf8'));
    expect(clock).toBe('cpu');
    expect(device.cores).toBeGreaterThan(0);
    expect(versions).toEqual({ node: process.version });
    expect(absences).toEqual([]);
    expect(rows.map(({ subject }) => subject)).toEqual(['eager', 'roofline']);
    for (const row of rows) {
      expect(row).toMatchObject({ workload: 'pair', size: 'n=100', unit: 'ms', runs: 3 });
      expect(row.median).toBeGreaterThan(0);
      expect(row.min).toBeLessThanOrEqual(row.median);
      expect(row.ratioToUs).toBeGreaterThan(0);
      expect(Number.isFinite(row.spread)).toBe(true);
    }
    // n Poisson inputs of 15 Hz; a current of 0.5 mV a step brings a neuron to about 28 Hz.
    expect(rows[0]!.spikes!['in']! / 1500).toBeCloseTo(1, 0);
    expect(rows[0]!.spikes!['out']! / 2800).toBeCloseTo(1, 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  [['speed'], "no claim 'speed', want some of pair, conv"],
  [['--budget', 'long'], "--budget must be a number of seconds, got 'long'"],
  [['--clock', 'sun'], "--clock must be one of wall, cpu, got 'sun'"],
  [['--fast'], /'--fast'.*see --help/],
])('%j is refused', (argv, why) => {
  expect(parse(argv, ['pair', 'conv'])).toEqual(left(typeof why === 'string' ? why : expect.stringMatching(why)));
});

test('a backend that does not exist is refused by name', async () => {
  const said: string[] = [];
  expect(await bench(['pair', '--backends', 'abacus'], (text) => said.push(text))).toBe(2);
  expect(said.join('')).toContain("unknown name 'abacus'");
});
