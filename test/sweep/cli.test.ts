import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Command } from '../../src/sweep/cli/command.js';
import { showCommand } from '../../src/sweep/cli/show.js';
import { sweepCommand } from '../../src/sweep/cli/sweep.js';
import { workCommand } from '../../src/sweep/cli/work.js';
import { job } from './support/jobs.js';
import { cli } from './support/redis.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spikefold-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string): string => join(folder, name);
const wrote = (name: string, value: unknown): string => {
  writeFileSync(inFolder(name), typeof value === 'string' ? value : JSON.stringify(value));
  return inFolder(name);
};

/** How a command ends that is called in a terminal of so many columns. */
const ran = async (command: Command, argv: readonly string[], columns = 80, isTerminal = false) => {
  let [out, err] = ['', ''];
  const status = await command.run(argv, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    columns,
    isTerminal,
    onStop: () => undefined,
  });
  return { status, out, err };
};

const plan = (more: object = {}) => ({
  job: job('various.mjs'),
  grid: { n: [1, 2], way: ['value', 'throw'] },
  where: { workers: 1 },
  ...more,
});

describe('npx spikefold sweep', () => {
  test('runs the sweep of a file into a folder, and says what failed', async () => {
    const { status, out, err } = await ran(sweepCommand, [wrote('s.json', plan()), '--into', inFolder('out')]);
    expect(status).toBe(1);
    expect(out).toMatch(/^4 points, 2 failed in \d+\.\d s, in .*out\n$/);
    expect(err.split('\n').slice(-3)).toEqual([
      "point 1 { n: 1, way: 'throw' }: job failed: no such thing",
      "point 3 { n: 2, way: 'throw' }: job failed: no such thing",
      '',
    ]);
    expect(err).toContain('4 of 4 points, 2 failed\n');
    expect(readdirSync(inFolder('out')).length).toBe(5);
  });

  test('a module says a sweep too, with a path of its job relative to itself', async () => {
    writeFileSync(inFolder('job.mjs'), 'export default ({ n }) => n;');
    const file = wrote(
      's.mjs',
      "export default { job: './job.mjs', points: [{ n: 5 }], where: { workers: 1 }, seed: 3 };",
    );
    expect((await ran(sweepCommand, [file, '--into', inFolder('out')])).status).toBe(0);
    expect(readFileSync(join(inFolder('out'), 'sweep.json'), 'utf8')).toContain('"seed": "3"');
  });

  test.each([80, 40])('writes over one line of a terminal of %d columns', async (columns) => {
    const given = [wrote('s.json', plan()), '--into', inFolder('out')];
    const { err } = await ran(sweepCommand, given, columns, true);
    const lines = err
      .split('\n')[0]!
      .split('\r')
      .slice(1)
      .map((line) => line.replace('\u001b[K', ''));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line.length).toBeLessThan(columns);
    expect(lines.at(-1)).toMatch(/4 of 4 points, 2 failed$/);
  });

  test.each([
    [[], 'an argument is missing, see --help\n'],
    [['s.json'], '--into must be a folder for the results, got nothing\n'],
    [['nowhere.json', '--into', 'out'], /^file 'nowhere\.json': reading failed: ENOENT/],
    [['s.json', 't.json'], "unexpected argument 't.json', see --help\n"],
    [['s.json', '--out', 'x'], "Unknown option '--out', see --help\n"],
    [['package.json', '--into', 'out', '--seed', '-1'], /^(--seed must be|Option '--seed' argument is ambiguous)/],
    [['package.json', '--into', 'out'], /^file 'package\.json': unknown name 'name': one of 'job'/],
  ])('%j is refused', async (argv, says) => {
    const { status, out, err } = await ran(sweepCommand, argv);
    expect([status, out]).toEqual([2, '']);
    expect(err).toEqual(typeof says === 'string' ? says : expect.stringMatching(says));
  });

  test.each([
    [{ grid: undefined }, /the sweep must be of points, or of a grid/],
    [{ grid: { n: 1 } }, /grid: values of n must be an array, got 1/],
    [{ job: 7 }, /job must be the path of a module, got 7/],
    [{ where: { workers: 'many' } }, /sweep: workers must be 'auto', or a whole number of at least 1, got 'many'/],
    [{ job: './nowhere.mjs' }, /sweep: job must be .*nowhere\.mjs', where no file is/],
    [{ limit: 'long' }, /sweep: limit must be a positive number of seconds, got 'long'/],
  ])('a file with %j is refused', async (more, says) => {
    const { status, err } = await ran(sweepCommand, [wrote('s.json', plan(more)), '--into', inFolder('out')]);
    expect([status, err]).toEqual([2, expect.stringMatching(says)]);
  });

  test('a wrong URL of Redis, and one that is not there', async () => {
    const file = wrote('s.json', plan());
    const said = async (...flags: readonly string[]) =>
      (await ran(sweepCommand, [file, '--into', inFolder('out'), ...flags])).err;
    expect(await said('--queue', 'q')).toMatch(/^sweep: redis must be a URL/);
    expect(await said('--redis', 'redis://127.0.0.1:1', '--queue', 'q')).toMatch(
      /^Redis redis:\/\/127\.0\.0\.1:1: connection must be made/,
    );
  });
});

describe('npx spikefold show', () => {
  beforeEach(async () => {
    await ran(sweepCommand, [wrote('s.json', plan()), '--into', inFolder('out')]);
  });
  const shown = (...flags: readonly string[]) => ran(showCommand, [inFolder('out'), ...flags]);

  test('draws a table, sorted and filtered', async () => {
    const { status, out } = await shown('--columns', 'place,n,way,fault');
    expect([status, out]).toEqual([
      0,
      [
        'place  n  way    fault',
        '    0  1  value',
        '    1  1  throw  job failed: no such thing',
        '    2  2  value',
        '    3  2  throw  job failed: no such thing',
        '',
      ].join('\n'),
    ]);
    const some = await shown('--columns', 'place,n', '--filter', 'way=value', '--sort', 'n:down');
    expect(some.out).toBe('place  n\n    2  2\n    0  1\n');
    expect((await shown('--filter', 'n>7')).out).toBe('no rows\n');
  });

  test('writes CSV', async () => {
    const { out } = await shown('--csv', inFolder('x.csv'), '--columns', 'place,way');
    expect(out).toMatch(/^4 rows in .*x\.csv\n$/);
    expect(readFileSync(inFolder('x.csv'), 'utf8')).toBe('place,way\n0,value\n1,throw\n2,value\n3,throw\n');
  });

  test('refuses what it cannot show', async () => {
    expect((await shown('--sort', 'tua')).err).toMatch(/^unknown column 'tua': one of 'place', 'n'/);
    expect((await shown('--filter', 'n~2')).err).toMatch(/^--filter must be conditions/);
    expect((await shown('--csv', '/proc/nowhere/x.csv')).err).toMatch(/writing failed/);
    expect((await ran(showCommand, [folder])).err).toMatch(
      /content must be the results of a sweep \(sweep\.json\), got none/,
    );
  });
});

test.each([
  [[], "--redis must be a URL, redis://host:6379, got ''\n"],
  [['--redis', 'redis://127.0.0.1:1'], "--queue must be a name without colons and spaces, got ''\n"],
  [
    ['--redis', 'redis://127.0.0.1:1', '--queue', 'q', '--concurrency', '0'],
    "--concurrency must be a whole number of at least 1, got '0'\n",
  ],
  [
    ['--redis', 'redis://127.0.0.1:1', '--queue', 'q'],
    /^Redis redis:\/\/127\.0\.0\.1:1: connection must be made, got an error: connect ECONNREFUSED/,
  ],
])('npx spikefold work %j is refused', async (argv, says) => {
  const { status, err } = await ran(workCommand, argv);
  expect([status, err]).toEqual([2, typeof says === 'string' ? says : expect.stringMatching(says)]);
});

test.each([sweepCommand, showCommand, workCommand])('help fits', (command) => {
  for (const columns of [40, 80]) {
    const help = command.help(columns);
    for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    for (const [name] of command.usage.matchAll(/--[a-z]+/g)) expect(help).toContain(name);
  }
});

describe('the program', () => {
  const program = (...argv: readonly string[]) => spawnSync(process.execPath, [cli, ...argv], { encoding: 'utf8' });

  test('has help, and refuses what it does not know', () => {
    const { stdout, status } = program('--help');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/npx spikefold sweep[^]*npx spikefold show[^]*npx spikefold work/),
    ]);
    const { stderr, status: refused } = program('swep');
    expect([refused, stderr]).toEqual([2, "unknown command 'swep': one of sweep, show, work, see --help\n"]);
  });

  test('on a disk that is full, the points fail whose results have no room, and the others go on', () => {
    const points = [{ n: 1 }, { way: 'large', bytes: 50_000 }, { n: 3 }];
    const file = wrote('s.json', { job: job('various.mjs'), points, where: { workers: 1 } });
    const line = 'ulimit -f 16; exec "$0" "$@"';
    const argv = ['-c', line, process.execPath, cli, 'sweep', file, '--into', inFolder('out')];
    const { status, stderr, stdout } = spawnSync('bash', argv, { encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, expect.stringMatching(/^3 points, 1 failed/)]);
    expect(stderr).toMatch(/\npoint 1 { way: 'large', bytes: 50000 }: file '.*': writing failed: EFBIG.*\n$/);
    expect(readdirSync(inFolder('out')).length).toBe(3);
  });

  test('interrupted, it goes on with the same command', async () => {
    const file = wrote('s.json', {
      job: job('various.mjs'),
      points: Array.from({ length: 30 }, (_, n) => ({ n, ms: 100 })),
      where: { workers: 1 },
    });
    const argv = [cli, 'sweep', file, '--into', inFolder('out')];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    while (!existsSync(inFolder('out')) || readdirSync(inFolder('out')).length < 4) await after(50);
    child.kill('SIGINT');
    // And all that it said has come.
    const [status] = (await once(child, 'close')) as [number];
    expect([status, said]).toEqual([
      130,
      expect.stringMatching(/stopped with \d+ points done; the same command goes on from there\n$/),
    ]);
    expect(readdirSync(inFolder('out')).length).toBeLessThan(31);
    expect(program(...argv.slice(1)).status).toBe(0);
    expect(readdirSync(inFolder('out')).length).toBe(31);
  });
});
