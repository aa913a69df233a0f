import { isLeft, left, right } from 'fp-ts/lib/Either.js';
import {
  counts,
  dense,
  diehlAndCook2015,
  explain,
  filled,
  frames,
  independent,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  poisson,
  record,
  run,
  traced,
  uniform,
  type Backend,
  type Names,
  type Network,
} from 'spikefold';
import { bytesInUse } from './harness/bytes.js';
import { secondsOf, type Clock } from './harness/clock.js';
import type { Case, Claim, Subject } from './harness/claim.js';

const small = () =>
  orThrow(
    network({ dt: 1 }, { X: layer([10], input()), Y: layer([10], traced(lif())) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1, 0, 5))),
    })),
  );

/** What it costs to open a session and to close it: all that a compiler does. */
const opening = (backend: Backend, net: () => Network<Names, Names>): Subject => ({
  name: backend.name,
  kind: 'ours',
  open: async () => {
    const made = net();
    const state = initial(made);
    const first = await backend.open(made, state, []);
    if (isLeft(first)) return left(first.left.map(explain).join('; '));
    first.right.close();
    return right({
      round: async (clock) => {
        const began = secondsOf(clock);
        const session = orThrow(await backend.open(made, state, []));
        const seconds = secondsOf(clock) - began;
        session.close();
        return seconds;
      },
    });
  },
});

/** What work costs, in seconds or bytes. */
type Measure = (work: () => Promise<void>, clock: Clock) => Promise<number>;

/** Whole runs of 10 steps of a small network, `opening` and input included; what is measured is time or memory. */
const shortRuns = (backend: Backend, times: number, measure: Measure): Subject => ({
  name: backend.name,
  kind: 'ours',
  open: async () => {
    const net = small();
    const state = initial(net);
    const drive = independent(Array.from(frames({ X: poisson(2, filled([10], 100), 10) })(1)));
    const work = async () => {
      for (let i = 0; i < times; i++) orThrow(await run(backend, net, state, drive));
    };
    return right({ round: async (clock) => (await measure(work, clock)) / times });
  },
});

const timed: Measure = async (work, clock) => {
  const began = secondsOf(clock);
  await work();
  return secondsOf(clock) - began;
};

/** Steps of 100 to 100 neurons, input included, of which so much is watched. */
const watchedSteps = (backend: Backend, steps: number, variables: readonly ('s' | 'v')[]): Subject => ({
  name: backend.name,
  kind: 'ours',
  open: async () => {
    const net = orThrow(
      network({ dt: 1 }, { X: layer([100], input()), Y: layer([100], lif()) }, (connect) => ({
        XY: connect('X', 'Y', dense(uniform(1, 0, 0.67))),
      })),
    );
    const state = initial(net);
    const monitors = () =>
      Object.fromEntries(variables.map((of) => [of, monitor(net, 'Y', of, of === 's' ? counts() : record())]));
    const work = async () =>
      void orThrow(await run(backend, net, state, frames({ X: poisson(2, filled([100], 15), steps) }), monitors()));
    return right({ round: async (clock) => (await timed(work, clock)) / steps });
  },
});

/** Bytes that are still held after work, by the heap, by buffers and WebAssembly memories, and by the process. */
const growth =
  (of: 'held' | 'rss'): Measure =>
  async (work) => {
    const before = bytesInUse(of);
    await work();
    return bytesInUse(of) - before;
  };

export const overhead: Claim = {
  name: 'overhead',
  about:
    'what it costs to open a network, to run a small one for 10 steps, to watch a step, and what memory many runs keep',
  cases: ({ backends, quick }) => {
    const runs = quick ? 100 : 10_000;
    const of = (size: string, unit: string, scale: number, subject: (backend: Backend) => Subject): Case => ({
      size,
      unit,
      scale,
      subjects: backends.map(subject),
    });
    return [
      of('open 10-to-10', 'ms', 1e3, (backend) => opening(backend, small)),
      of('open diehl-cook N=400', 'ms', 1e3, (backend) =>
        opening(backend, () => orThrow(diehlAndCook2015({ inputs: [784], neurons: 400 })) as Network<Names, Names>),
      ),
      of('run of 10 steps, 10-to-10', 'us', 1e6, (backend) => shortRuns(backend, quick ? 10 : 100, timed)),
      ...([[], ['s'], ['s', 'v']] as const).map((variables) =>
        of(`step of 100-to-100, ${variables.join(' and ') || 'nothing'} watched`, 'us', 1e6, (backend) =>
          watchedSteps(backend, quick ? 100 : 20_000, variables),
        ),
      ),
      of(`bytes held after ${runs} runs`, 'B a run', 1, (backend) => shortRuns(backend, runs, growth('held'))),
      of(`rss after ${runs} runs`, 'B a run', 1, (backend) => shortRuns(backend, runs, growth('rss'))),
    ];
  },
};
