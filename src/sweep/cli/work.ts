import { availableParallelism } from 'node:os';
import { Do, apS, isLeft } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { explain } from '../../core/faults/errors.js';
import { nameOfRedis } from '../redis/connection.js';
import { work } from '../redis/worker.js';
import { helpOf, numberIn, readArguments } from './arguments.js';
import type { Command } from './command.js';

const options = {
  redis: { value: 'URL', does: 'the Redis of the queue, redis://host:6379' },
  queue: { value: 'NAME', does: 'the queue of the sweep' },
  concurrency: { value: 'N', does: 'threads, each with a point (one for each core)' },
  lock: { value: 'SECONDS', does: 'silence after which other workers repeat the points of this one (30)' },
} as const;

const usage = 'npx spikefold work --redis URL --queue NAME [--concurrency N] [--lock SECONDS]';
const does =
  'Computes points of sweeps from a queue until it is stopped: by one SIGINT or SIGTERM after the points under way, by two at once. Start it in a folder with the same files as the sweep.';

/** `npx spikefold work`. */
export const workCommand: Command = {
  usage,
  does,
  help: (columns) => helpOf(usage, does, options, columns),
  run: async (argv, { out, err, onStop }) => {
    const refuse = (line: string): number => {
      err(`${line}\n`);
      return 2;
    };
    const read = readArguments(options, argv, 0);
    if (isLeft(read)) return refuse(read.left);
    const { redis, queue, concurrency, lock } = read.right.text;
    if (redis === undefined || !/^rediss?:\/\/./.test(redis))
      return refuse(`--redis must be a URL, redis://host:6379, got '${redis ?? ''}'`);
    if (queue === undefined || !/^[^:\s]+$/.test(queue))
      return refuse(`--queue must be a name without colons and spaces, got '${queue ?? ''}'`);
    const isCount = (value: number): boolean => Number.isInteger(value) && value > 0;
    const numbers = pipe(
      Do,
      apS(
        'concurrency',
        numberIn('concurrency', concurrency, availableParallelism(), isCount, 'a whole number of at least 1'),
      ),
      apS(
        'lock',
        numberIn('lock', lock, 30, (value) => value >= 1 && value <= 3600, 'from 1 to 3600 seconds'),
      ),
    );
    if (isLeft(numbers)) return refuse(numbers.left);
    const working = await work({ redis, queue, ...numbers.right, say: (line) => out(`${line}\n`) });
    if (isLeft(working)) return refuse(working.left.map(explain).join('\n'));
    onStop(working.right.stop);
    out(`queue '${queue}' on ${nameOfRedis(redis)}, ${numbers.right.concurrency} points at once\n`);
    const faults = await working.right.ended;
    return faults === undefined ? 0 : refuse(faults.map(explain).join('\n'));
  },
};
