/**
 * Sweeps: what threads gain on the digits job, and what a point costs in threads and on Redis. `npm run bench:sweep` on a machine
 * that does nothing else; `--quick` for a look. Prints a line for each claim of docs/sweeps.md.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as after } from 'node:timers/promises';
import { isLeft } from 'spikefold';
import { grid, sweep, type Where } from 'spikefold/sweep';
import { bytesInUse } from './harness/bytes.js';

const quick = process.argv.includes('--quick');
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const tiny = here('jobs/tiny.mjs');

/** Seconds that a sweep takes, with the start of its threads; a point that fails ends all. */
const seconds = async (job: string, points: Iterable<unknown>, where: Where): Promise<number> => {
  const began = performance.now();
  for await (const { result } of sweep(job, points, where, { seed: 1 }))
    if (isLeft(result)) throw new Error('a point failed');
  return (performance.now() - began) / 1000;
};
const say = (claim: string, value: string): void => console.log(`${claim.padEnd(44)} ${value}`);
const pointsOf = (count: number, ms: number) => Array.from({ length: count }, () => ({ ms }));

/** ms a point, without the start: of a long sweep what it takes more than a short one. */
const overhead = async (where: Where, many: number): Promise<string> => {
  const few = await seconds(tiny, pointsOf(10, 0), where);
  return `${(((await seconds(tiny, pointsOf(many + 10, 0), where)) - few) * (1000 / many)).toFixed(2)} ms`;
};

const size = quick ? { neurons: 20, train: 250, test: 100 } : { neurons: 100, train: 1297, test: 500 };
const settings = grid({ inhibition: [30, 60, 90, 120], nu: [3e-3, 1e-2, 3e-2] }).map((one) => ({
  ...one,
  ...size,
  backend: 'wasm',
}));
/** Seconds of the sweep, and of all processors meanwhile: those of V8's own threads, which compile and free memory, are among them. */
const timed = async (workers: number) => {
  const before = process.cpuUsage();
  const wall = await seconds(digits, settings, { workers });
  const { user, system } = process.cpuUsage(before);
  return { wall, processors: (user + system) / 1e6 };
};
/** The job in TypeScript, or compiled by its user: `--job=FILE`. */
const digits = process.argv.find((flag) => flag.startsWith('--job='))?.slice(6) ?? here('../examples/jobs/digits.ts');
const turns: (readonly [alone: Awaited<ReturnType<typeof timed>>, two: Awaited<ReturnType<typeof timed>>])[] = [];
for (let turn = 0; turn < (quick ? 1 : 3); turn++) turns.push([await timed(1), await timed(2)]);
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
for (const [k, name] of ['this thread', 'two threads'].entries()) {
  const [wall, processors] = (['wall', 'processors'] as const).map((of) => median(turns.map((turn) => turn[k]![of])));
  say(`digits job, 12 settings, ${name}`, `${wall!.toFixed(1)} s, ${processors!.toFixed(1)} s of processors`);
}
say('two threads, in turns', `${median(turns.map(([alone, two]) => alone.wall / two.wall)).toFixed(2)} times as fast`);
say('overhead of a point, this thread', await overhead({ workers: 1 }, 2000));
say('overhead of a point, two threads', await overhead({ workers: 2 }, 2000));

const count = quick ? 2000 : 10_000;
say(
  `${count} points of 1 ms, two threads`,
  `${(await seconds(tiny, pointsOf(count, 1), { workers: 2 })).toFixed(1)} s`,
);
const endless = function* () {
  for (;;) yield { ms: 0 };
};
const used: number[] = [];
let done = 0;
for await (const _ of sweep(tiny, endless(), { workers: 2 })) {
  if (++done % 2000 === 0) used.push(bytesInUse());
  if (used.length === 5) break;
}
say('memory from 2000 to 10,000 points', `${((used[4]! - used[0]!) / 2 ** 20).toFixed(1)} MB more`);

const probe = createServer().listen(0, '127.0.0.1');
await once(probe, 'listening');
const { port } = probe.address() as { readonly port: number };
probe.close();
const folder = mkdtempSync(join(tmpdir(), 'spikefold-bench-'));
const server = spawn(
  'redis-server',
  ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'],
  { stdio: 'ignore' },
);
await once(server, 'spawn');
await after(1000);
const redis = `redis://127.0.0.1:${port}`;
const worker = spawn(
  process.execPath,
  [here('../dist/sweep/cli/main.js'), 'work', '--redis', redis, '--queue', 'bench', '--concurrency', '2'],
  { stdio: 'ignore' },
);
// The worker is there, and has loaded the job.
await seconds(tiny, pointsOf(10, 0), { redis, queue: 'bench' });
say('overhead of a point, Redis, 2 at once', await overhead({ redis, queue: 'bench' }, quick ? 300 : 2000));
worker.kill();
await once(worker, 'exit');
server.kill();
await once(server, 'exit');
rmSync(folder, { recursive: true });
