import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { program } from '../../src/sweep/cli/program.js';
import { job } from './support/jobs.js';

const folder = mkdtempSync(join(tmpdir(), 'spikefold-program-'));
afterAll(() => rmSync(folder, { recursive: true }));
const inFolder = (name: string): string => join(folder, name);

/** What `npx spikefold` says with these words, and its status; it is stopped so many times once it says `begun` in a terminal. */
const ran = async (argv: readonly string[], columns = 80, stops = 0) => {
  let [out, err, left] = ['', '', stops];
  let stop = (): void => undefined;
  const status = await program(argv, {
    out: (text) => void (out += text),
    err: (text) => {
      err += text;
      while (text.includes('begun') && left > 0) {
        left--;
        stop();
      }
    },
    columns,
    isTerminal: stops > 0,
    onStop: (then) => void (stop = then),
  });
  return { status, out, err };
};

const swept = (name: string, points: readonly object[], ...flags: readonly string[]) => {
  writeFileSync(inFolder(`${name}.json`), JSON.stringify({ job: job('various.mjs'), points, where: { workers: 1 } }));
  return ran(['sweep', inFolder(`${name}.json`), '--into', inFolder(name), ...flags]);
};

describe('help', () => {
  test('is of all commands, without a word or by --help, and of one behind its name', async () => {
    const all = await ran([]);
    expect(all).toMatchObject({ status: 0, err: '' });
    for (const argv of [['--help'], ['-h'], ['swep', '--help'], ['toString', '-h']])
      expect(await ran(argv)).toEqual(all);
    for (const name of ['sweep', 'show', 'work']) {
      const one = await ran([name, '--help']);
      expect(one).toMatchObject({
        status: 0,
        err: '',
        out: expect.stringMatching(new RegExp(`^npx spikefold ${name} `)),
      });
      expect(await ran([name, 'x', '-h'])).toEqual(one);
    }
  });
  test('has each command with what it does below, four letters in, in lines of the columns', async () => {
    const { out } = await ran([], 57);
    expect(out.split('\n\n').slice(0, 4)).toEqual([
      'usage: npx spikefold COMMAND [OPTIONS]',
      'Computes many points of a sweep, each with a job of your\nown, and shows their results. Options of a command: npx\nspikefold COMMAND --help',
      'npx spikefold sweep FILE --into DIR [--workers N]\n[--redis URL --queue NAME] [--seed N] [--limit SECONDS]\n    Runs the sweep of a file: JSON, or a module with a\n    default export, of { job, points or grid, where,\n    seed, shared, limit }.',
      'npx spikefold show DIR [--sort COLUMN] [--filter\nCONDITIONS] [--columns NAMES] [--csv FILE]\n    Shows the results of a sweep as a table: a row for\n    each point.',
    ]);
  });
  test('is offered for a command that there is not', async () => {
    const err = "unknown command 'swep': one of sweep, show, work, see --help\n";
    expect(await ran(['swep', 'x'])).toEqual({ status: 2, out: '', err });
  });
});

describe('sweep', () => {
  const seed = 'must be a whole number from 0 to 4294967295, got';
  test.each([
    ['--seed=-1', `--seed ${seed} '-1'`],
    ['--seed=0.5', `--seed ${seed} '0.5'`],
    ['--seed=4294967296', `--seed ${seed} '4294967296'`],
    ['--seed=', `--seed ${seed} ''`],
    ['--limit=0', "--limit must be a positive number of seconds, got '0'"],
    ['--limit=x', "--limit must be a positive number of seconds, got 'x'"],
    ['--workers=0', "sweep: workers must be 'auto', or a whole number of at least 1, got 0"],
    ['--workers=x', "sweep: workers must be 'auto', or a whole number of at least 1, got NaN"],
    ['--queue=q', "sweep: redis must be a URL, 'redis://host:6379', got ''"],
    ['--redis=redis://host', "sweep: queue must be a name without colons and spaces, got ''"],
  ])('with %s is refused', async (flag, line) => {
    expect(await swept('refused', [{ n: 1 }], flag)).toEqual({ status: 2, out: '', err: `${line}\n` });
  });
  test('takes the first and the last seed, a limit, and one thread', async () => {
    for (const [k, flag] of ['--seed=0', '--seed=4294967295', '--limit=0.5', '--workers=1'].entries())
      expect(await swept(`taken ${k}`, [{ n: 1 }], flag)).toMatchObject({
        status: 0,
        out: expect.stringMatching(/^1 points in \d+\.\d s, in /),
      });
  });
  test('that is stopped ends what it began and says how to go on; stopped again, it ends its process', async () => {
    const job = inFolder('stopped.mjs');
    writeFileSync(
      job,
      `export default (_, { signal, progress }) => new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(1));
        progress(0.5, 'begun');
      });`,
    );
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    for (const [stops, exits] of [
      [1, []],
      [2, [[130]]],
    ] as const) {
      const file = inFolder(`stopped ${stops}.json`);
      writeFileSync(file, JSON.stringify({ job, points: [1, 2, 3], where: { workers: 1 } }));
      const { status, out, err } = await ran(['sweep', file, '--into', inFolder(`into ${stops}`)], 80, stops);
      expect([status, out, exit.mock.calls]).toEqual([130, '', exits]);
      expect(err.split('\n').slice(-2)).toEqual([
        'stopped with 1 points done; the same command goes on from there',
        '',
      ]);
    }
    exit.mockRestore();
  });
  test('tells the first 20 faults, and how many others there are', async () => {
    const failing = (count: number) => Array.from({ length: count }, (_, n) => ({ n, way: 'throw' }));
    const lines = ({ err }: { readonly err: string }) => err.split('\n').filter((line) => !/ of \d+ points/.test(line));
    const twenty = await swept('twenty', failing(20));
    expect(twenty).toMatchObject({ status: 1, out: expect.stringMatching(/^20 points, 20 failed in /) });
    expect(lines(twenty)).toEqual([
      ...failing(20).map(({ n }) => `point ${n} { n: ${n}, way: 'throw' }: job failed: no such thing`),
      '',
    ]);
    const more = lines(await swept('more', failing(22)));
    expect(more).toHaveLength(22);
    expect(more.at(-2)).toBe(`and 2 others: npx spikefold show ${inFolder('more')} --columns place,fault`);
  });
});

describe('show', () => {
  beforeAll(() => swept('shown', [{ n: 1 }, { n: 2, way: 'throw' }]));
  const shown = (...flags: readonly string[]) => ran(['show', inFolder('shown'), ...flags]);

  test('has the rows that are asked for, in their order, one or more or none', async () => {
    const said = (out: string) => ({ status: 0, out, err: '' });
    expect(await shown('--columns', ' n , place', '--sort', 'n:down')).toEqual(said('n  place\n2      1\n1      0\n'));
    expect(await shown('--columns', 'n', '--sort', 'n')).toEqual(said('n\n1\n2\n'));
    expect(await shown('--columns', 'n', '--filter', 'place=1')).toEqual(said('n\n2\n'));
    expect(await shown('--filter', 'place>1')).toEqual(said('no rows\n'));
    expect(await shown('--csv', inFolder('x.csv'))).toEqual(said(`2 rows in ${inFolder('x.csv')}\n`));
  });
  test('refuses a file for the rows that cannot be written', async () => {
    expect(await shown('--csv', join(inFolder('nowhere'), 'x.csv'))).toEqual({
      status: 2,
      out: '',
      err: expect.stringMatching(/^file '.*nowhere\/x\.csv': writing failed: ENOENT.*\n$/),
    });
  });
  test.each([
    [['--sort', 'm'], "unknown column 'm': one of 'place', 'n', 'seed', 'shared', 'third', 'way', 'fault'"],
    [['--columns', 'n,m'], "unknown column 'm': one of 'place', 'n', 'seed', 'shared', 'third', 'way', 'fault'"],
    [['--filter', 'm=1'], "unknown column 'm': one of 'place', 'n', 'seed', 'shared', 'third', 'way', 'fault'"],
    [['--filter', 'n'], "--filter must be conditions like tau>=10,inh=60, got 'n'"],
    [['more'], "unexpected argument 'more', see --help"],
  ])('refuses %j', async (flags, line) => {
    expect(await shown(...flags)).toEqual({ status: 2, out: '', err: `${line}\n` });
  });
});

describe('work', () => {
  const url = '--redis must be a URL, redis://host:6379, got';
  const name = '--queue must be a name without colons and spaces, got';
  const count = '--concurrency must be a whole number of at least 1, got';
  const lock = '--lock must be from 1 to 3600 seconds, got';
  const there = ['--redis=redis://127.0.0.1:1', '--queue=q'];
  test.each<readonly [argv: readonly string[], line: string]>([
    [[], `${url} ''`],
    [['--redis=redis://'], `${url} 'redis://'`],
    [['--redis=http://host'], `${url} 'http://host'`],
    [['--redis=redis://host'], `${name} ''`],
    ...['', 'a:b', 'a b'].map((queue) => [['--redis=redis://host', `--queue=${queue}`], `${name} '${queue}'`] as const),
    ...['0', '-1', '1.5', 'x'].map((n) => [[...there, `--concurrency=${n}`], `${count} '${n}'`] as const),
    ...['0.9', '3601', 'x'].map((n) => [[...there, `--lock=${n}`], `${lock} '${n}'`] as const),
    [['x', ...there], "unexpected argument 'x', see --help"],
  ])('%j is refused', async (argv, line) => {
    expect(await ran(['work', ...argv])).toEqual({ status: 2, out: '', err: `${line}\n` });
  });
  test.each([['--lock=1'], ['--lock=3600', '--concurrency=1'], ['--concurrency=2']])(
    '%j is taken, and nothing is there',
    async (...flags) => {
      const { status, err } = await ran(['work', ...there, ...flags]);
      expect([status, err]).toEqual([
        2,
        expect.stringMatching(/^Redis redis:\/\/127\.0\.0\.1:1: connection must be made, got /),
      ]);
    },
  );
});
