import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import type { Ready, Subject } from './claim.js';

/** The interpreters that are tried in turn; the first that has what a script imports is taken. */
const interpreters = [...new Set([process.env['PYTHON'] ?? 'python3', 'python3', '/usr/bin/python3'])];

/**
 * A script of `bench/peers` as a subject: it gets its parameters as JSON, stays alive over the race, and runs one round of
 * `units` units of work for each line that it is sent, which names the clock, so that neither its start nor what it builds is timed.
 */
export const python = (
  name: string,
  script: string,
  params: Readonly<Record<string, unknown>>,
  units = 1,
): Subject => ({
  name,
  kind: 'peer',
  open: async () => {
    const missing: string[] = [];
    for (const interpreter of interpreters) {
      const opened = await start(interpreter, script, params, units);
      if (!isLeft(opened)) return opened;
      missing.push(`${interpreter}: ${opened.left}`);
    }
    return left(missing.join('; '));
  },
});

/** What a script says first: that it is ready, or why it never will be. */
type Hello = { readonly absent: string } | Pick<Ready, 'spikes' | 'versions'>;

const start = async (
  interpreter: string,
  script: string,
  params: Readonly<Record<string, unknown>>,
  units: number,
): Promise<Either<string, Ready>> => {
  const file = fileURLToPath(new URL(`../peers/${script}.py`, import.meta.url));
  const env = { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn(interpreter, [file, JSON.stringify(params)], { env });
  let complaints = '';
  child.stderr.on('data', (text: Buffer) => (complaints = `${complaints}${text.toString()}`.slice(-2000)));
  const ended = new Promise<string>((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code) => resolve(`${script}.py ended with ${code}: ${complaints.trim().split('\n').at(-1)}`));
  });
  child.stdin.on('error', () => {}); // of one that has ended, which reading its answer tells
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const said = async <A>(): Promise<Either<string, A>> => {
    const { value, done } = await lines.next();
    return done ? left(await ended) : right(JSON.parse(value) as A);
  };

  const hello = await said<Hello>();
  if (isLeft(hello)) return hello;
  if ('absent' in hello.right) return left(hello.right.absent);
  return right({
    ...hello.right,
    round: async (clock) => {
      child.stdin.write(`${clock}\n`);
      const answer = await said<{ readonly seconds: number }>();
      if (isLeft(answer)) throw new Error(answer.left);
      return answer.right.seconds / units;
    },
    close: () => child.stdin.end(),
  });
};
