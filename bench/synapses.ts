import { fork } from 'node:child_process';
import { once } from 'node:events';
import { right } from 'fp-ts/lib/Either.js';
import {
  clipped,
  constant,
  delayed,
  fixedProbability,
  initial,
  input,
  layer,
  lif,
  network,
  normal,
  orThrow,
  postPre,
  run,
  silence,
  sparse,
  traced,
  uniform,
  type Backend,
  type Initialiser,
} from 'spikefold';
import { bytesInUse } from './harness/bytes.js';
import type { Claim, Subject } from './harness/claim.js';

/** What there may be of synapses, and whether they are in a run. */
interface Kind {
  readonly w: Initialiser;
  readonly runs?: true;
  readonly learns?: true;
  readonly delays?: true;
}

const w = uniform(2, 0, 1e-3);
const kinds: Readonly<Record<string, Kind>> = {
  'in a run': { w, runs: true },
  'in a network and its state': { w },
  'in a run, of one weight': { w: constant(1e-3), runs: true },
  'in a run, with delays': { w, runs: true, delays: true },
  'in a run, learning': { w, runs: true, learns: true },
};

/** n to n neurons, a tenth of all pairs of them joined. */
const netOf = (n: number, { w, learns, delays }: Kind) => {
  const pattern = sparse(fixedProbability(1, 0.1), w);
  return orThrow(
    network({ dt: 1 }, { X: layer([n], traced(input())), Y: layer([n], traced(lif())) }, (connect) => ({
      XY: connect(
        'X',
        'Y',
        // Its variables beside w do not matter here.
        delays ? (delayed(pattern, clipped(normal(3, 2, 1), 1)) as unknown as typeof pattern) : pattern,
        learns ? postPre([1e-4, 1e-4]) : undefined,
      ),
    })),
  );
};

/** Bytes that are held for each synapse of a kind once it is built, or has run for some steps. */
export const bytesEach = async (backend: Backend, name: string, n: number): Promise<number> => {
  const kind = kinds[name]!;
  const before = bytesInUse();
  const net = netOf(n, kind);
  const state = initial(net);
  if (kind.runs) orThrow(await run(backend, net, state, silence(10)));
  const bytes = bytesInUse() - before;
  // What is still to be read is still there.
  const [drawn] = net.connections.XY.connection.init['w']!.shape;
  return bytes / Math.max(drawn!, state.connections.XY.w.shape[0]!);
};

/** The same in a process of its own, where nothing else comes or goes. */
const held = (backend: Backend, name: string, n: number): Subject => ({
  name: `${backend.name}, ${name}`,
  kind: 'ours',
  open: async () =>
    right({
      round: async () => {
        const child = fork(new URL('jobs/synapses.ts', import.meta.url), [backend.name, name, `${n}`]);
        const ended = once(child, 'exit');
        const [bytes] = (await Promise.race([once(child, 'message'), ended])) as [number];
        const [code] = (await ended) as [number | null];
        if (code !== 0) throw new Error(`jobs/synapses.ts ended with ${code}`);
        return bytes;
      },
    }),
});

export const synapses: Claim = {
  name: 'synapses',
  about: 'memory of a network of n to n neurons and a tenth of all synapses, B a synapse',
  cases: ({ backends, quick }) =>
    (quick ? [1000] : [3200, 12_500]).map((n) => ({
      size: `n=${n}`,
      unit: 'B',
      scale: 1,
      subjects: backends.flatMap((backend) => Object.keys(kinds).map((name) => held(backend, name, n))),
    })),
};
