import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { isLeft } from 'fp-ts/lib/Either.js';
import { backend, explain } from 'spikefold';
import { claims } from './claims.js';
import type { Clock } from './harness/clock.js';
import { race, type Effort } from './harness/race.js';
import { results, table, type Results } from './harness/report.js';
import { parse, usage } from './options.js';

/** All that `--json` writes: every race, and once what it ran on and with (Node and the peers, by name). */
export interface Report extends Results {
  readonly device: { readonly cpu: string; readonly cores: number; readonly memory: string; readonly system: string };
  readonly clock: Clock;
}

/** `npm run bench`: races what is asked for, prints a table for each size; gives the exit status. */
export const bench = async (argv: readonly string[], say: (text: string) => void): Promise<number> => {
  const refuse = (text: string): number => {
    say(`${text}\n`);
    return 2;
  };
  const options = parse(
    argv,
    claims.map(({ name }) => name),
  );
  if (isLeft(options)) return refuse(options.left);
  if (options.right === 'help') {
    say(usage(claims));
    return 0;
  }
  const { claims: wanted, backends: names, peers, only, quick, budget, clock, data, json } = options.right;
  const chosen = await Promise.all(names.map((name) => backend(name)));
  const backends = chosen.flatMap((found) => (isLeft(found) ? [] : [found.right]));
  const unknown = chosen.flatMap((found) => (isLeft(found) ? found.left.map(explain) : []));
  if (unknown.length > 0) return refuse(unknown.join('\n'));

  const effort: Effort = quick
    ? { warmUps: 1, warmth: 0, rounds: 3, least: 1, budget, clock }
    : { warmUps: 2, warmth: 1, rounds: 9, least: 3, budget, clock };
  const races: Results[] = [];
  say(`${device.cpu}, ${device.cores} cores, ${device.system}, Node ${process.version}; ${clock} time\n`);
  for (const claim of claims.filter(({ name }) => wanted.includes(name))) {
    say(`\n${claim.name}: ${claim.about}\n`);
    for (const one of claim.cases({ backends, quick, data })) {
      if (!only.every((word) => one.size.split(' ').includes(word))) continue;
      const subjects = one.subjects.filter(({ name, kind }) => kind === 'ours' || (peers?.includes(name) ?? true));
      const raced = results(claim, one, await race(subjects, effort));
      say(`\n${one.size}\n${table(raced)}\n`);
      races.push(raced);
      if (json !== undefined) writeFileSync(json, `${JSON.stringify(reportOf(clock, races), null, 2)}\n`);
    }
  }
  return 0;
};

const reportOf = (clock: Clock, races: readonly Results[]): Report => ({
  device,
  clock,
  versions: Object.assign({ node: process.version }, ...races.map(({ versions }) => versions)) as Report['versions'],
  rows: races.flatMap(({ rows }) => rows),
  absences: races.flatMap(({ absences }) => absences),
});

const device: Report['device'] = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  system: `${type()} ${release()}`,
};
