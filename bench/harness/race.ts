import { isLeft } from 'fp-ts/lib/Either.js';
import type { Clock } from './clock.js';
import type { Ready, Subject } from './claim.js';

/**
 * How long to go on: `rounds` each after `warmUps`, and after as many more as `warmth` seconds take, as compilers that work beside
 * a program need; fewer, but at least `least`, once `budget` seconds are over.
 */
export interface Effort {
  readonly warmUps: number;
  readonly warmth: number;
  readonly rounds: number;
  readonly least: number;
  readonly budget: number;
  readonly clock: Clock;
}

/** What a subject did in a race: a value a round, or why it did not take part, or not to the end. */
export interface Lane extends Pick<Ready, 'spikes' | 'versions'> {
  readonly subject: Subject;
  readonly values: readonly number[];
  readonly absent?: string;
}

interface Runner {
  readonly lane: Lane;
  readonly ready?: Ready;
}

/** Runs subjects in turns, us, peer, us, peer, so that a machine that drifts drifts for all of them. */
export const race = async (subjects: readonly Subject[], effort: Effort): Promise<readonly Lane[]> => {
  const opened = await inTurn(subjects, started);
  let runners = await inTurn(opened, (runner) => warmed(runner, effort));
  const began = performance.now();
  for (let round = 0; round < effort.rounds && (round < effort.least || since(began) < effort.budget); round++)
    runners = await inTurn(runners, (runner) => advanced(runner, effort.clock, true));
  for (const { ready } of runners) ready?.close?.();
  return runners.map(({ lane }) => lane);
};

const started = async (subject: Subject): Promise<Runner> => {
  const lane = { subject, values: [] };
  try {
    const opened = await subject.open();
    if (isLeft(opened)) return { lane: { ...lane, absent: opened.left } };
    const { round: _, close: __, ...known } = opened.right;
    return { lane: { ...lane, ...known }, ready: opened.right };
  } catch (error) {
    return { lane: { ...lane, absent: String(error) } };
  }
};

/** Seconds since a moment. */
const since = (moment: number): number => (performance.now() - moment) / 1000;

const warmed = async (runner: Runner, { warmUps, warmth, clock }: Effort): Promise<Runner> => {
  let warm = runner;
  const began = performance.now();
  for (let round = 0; warm.ready !== undefined && (round < warmUps || since(began) < warmth); round++)
    warm = await advanced(warm, clock, false);
  return warm;
};

const advanced = async (runner: Runner, clock: Clock, counts: boolean): Promise<Runner> => {
  const { lane, ready } = runner;
  if (ready === undefined) return runner;
  try {
    const value = await ready.round(clock);
    return counts ? { ...runner, lane: { ...lane, values: [...lane.values, value] } } : runner;
  } catch (error) {
    ready.close?.();
    return { lane: { ...lane, absent: String(error) } };
  }
};

const inTurn = async <A, B>(items: readonly A[], f: (item: A) => Promise<B>): Promise<readonly B[]> => {
  const done: B[] = [];
  for (const item of items) done.push(await f(item));
  return done;
};
