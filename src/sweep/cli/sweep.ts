import * as E from 'fp-ts/lib/Either.js';
import { explain, FaultError } from '../../core/faults/errors.js';
import { sweep } from '../sweep.js';
import type { Where } from '../where.js';
import { helpOf, numberIn, readArguments } from './arguments.js';
import type { Command } from './command.js';
import { display } from './display.js';
import { planIn } from './plan.js';

const options = {
  into: { value: 'DIR', does: 'folder for the results; a sweep that is already there continues' },
  workers: { value: 'N', does: 'threads of this machine; auto: one for each core (as in the file, or auto)' },
  redis: { value: 'URL', does: 'the Redis of a queue with workers, in place of threads' },
  queue: { value: 'NAME', does: 'the queue of the workers' },
  seed: { value: 'N', does: 'seed of the sweep (as in the file, or 0)' },
  limit: { value: 'SECONDS', does: 'longest time of a point (as in the file, or no limit)' },
} as const;

const usage =
  'npx spikefold sweep FILE --into DIR [--workers N] [--redis URL --queue NAME] [--seed N] [--limit SECONDS]';
const does =
  'Runs the sweep of a file: JSON, or a module with a default export, of { job, points or grid, where, seed, shared, limit }.';

/** Faults that are told one by one; of more only the number. */
const told = 20;

/** `npx spikefold sweep`. */
export const sweepCommand: Command = {
  usage,
  does,
  help: (columns) => helpOf(usage, does, options, columns),
  run: async (argv, terminal) => {
    const { out, err, onStop } = terminal;
    const refuse = (line: string): number => {
      err(`${line}\n`);
      return 2;
    };
    const read = readArguments(options, argv, 1);
    if (E.isLeft(read)) return refuse(read.left);
    const { text, rest } = read.right;
    if (text.into === undefined) return refuse('--into must be a folder for the results, got nothing');
    const plan = await planIn(rest[0]!);
    if (E.isLeft(plan)) return refuse(plan.left);
    const seed = numberIn('seed', text.seed, 0, isSeed, 'a whole number from 0 to 4294967295');
    const limit = numberIn('limit', text.limit, 1, (value) => value > 0, 'a positive number of seconds');
    for (const one of [seed, limit]) if (E.isLeft(one)) return refuse(one.left);
    const chosen = {
      ...(text.seed !== undefined && { seed: Number(text.seed) }),
      ...(text.limit !== undefined && { limit: Number(text.limit) }),
    };

    const stopping = new AbortController();
    onStop(() => (stopping.signal.aborted ? process.exit(130) : stopping.abort('interrupted')));
    const shows = display(terminal);
    const began = performance.now();
    const faults: string[] = [];
    let done = 0;
    try {
      const { job, points, where, options: own } = plan.right;
      const how = {
        ...own,
        ...chosen,
        into: text.into,
        order: 'arrival',
        signal: stopping.signal,
        progress: shows.tell,
      } as const;
      for await (const { result } of sweep(job, points, whereOf(text) ?? where, how)) {
        done++;
        if (E.isLeft(result)) faults.push(result.left.map(explain).join('; '));
      }
    } catch (error) {
      shows.end();
      if (!(error instanceof FaultError)) throw error;
      if (!stopping.signal.aborted) return refuse(error.message);
      err(`stopped with ${done} points done; the same command goes on from there\n`);
      return 130;
    }
    shows.end();
    const seconds = (performance.now() - began) / 1000;
    out(
      `${done} points${faults.length > 0 ? `, ${faults.length} failed` : ''} in ${seconds.toFixed(1)} s, in ${text.into}\n`,
    );
    faults.slice(0, told).forEach((line) => err(`${line}\n`));
    if (faults.length > told)
      err(`and ${faults.length - told} others: npx spikefold show ${text.into} --columns place,fault\n`);
    return faults.length > 0 ? 1 : 0;
  },
};

const isSeed = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 2 ** 32;

/** Where the command line says that the points are computed, if it does; `sweep` says what is wrong with it. */
const whereOf = ({
  workers,
  redis,
  queue,
}: {
  readonly workers?: string;
  readonly redis?: string;
  readonly queue?: string;
}): Where | undefined => {
  if (redis !== undefined || queue !== undefined) return { redis: redis ?? '', queue: queue ?? '' };
  if (workers === undefined) return undefined;
  return { workers: workers === 'auto' ? 'auto' : Number(workers) };
};
