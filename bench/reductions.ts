/**
 * What the three ways of joining a batch cost: `npx tsx bench/reductions.ts [rounds]`. 784 inputs (Bernoulli, 25 Hz) learn by postPre to
 * excite 100 neurons, or by tripletStdp; for each batch the reductions run in turns, and each row is the least and the median processor time of a step, and
 * the median over that of 'sum' in the same turn.
 */
import {
  bernoulli,
  bounded,
  decaying,
  dense,
  eager,
  foldIn,
  independent,
  initial,
  input,
  js,
  layer,
  lif,
  network,
  orThrow,
  postPre,
  run,
  tensor,
  traced,
  tripletStdp,
  uniform,
  wasm,
  type Tensor,
} from 'spikefold';
import type { AnyRule, Reduction } from 'spikefold/authoring';
import { secondsOf } from './harness/clock.js';

const rounds = Number(process.argv[2] ?? 15);
const backend = { eager, js, wasm }[process.argv[3] ?? 'wasm']!;
const reductions = ['sum', 'mean', 'max'] as const;
const [m, n] = [784, 100];

const rules: Readonly<Record<string, (over: Reduction) => AnyRule>> = {
  postPre: (over) => bounded(postPre([1e-4, 1e-2], over), 0, 1) as AnyRule,
  tripletStdp: (over) => bounded(tripletStdp({ over }), 0, 1) as AnyRule,
  'decaying postPre': (over) => bounded(decaying(postPre([1e-4, 1e-2], over), 1e-5), 0, 1) as AnyRule,
};

const netOf = (rule: AnyRule) =>
  orThrow(
    network({ dt: 1 }, { X: layer([m], traced(input())), Y: layer([n], traced(lif({ thresh: -60 }))) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1, 0, 0.3)), rule as ReturnType<typeof postPre>),
    })),
  );

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

for (const [name, rule] of Object.entries(rules))
  for (const batch of [1, 16, 32]) {
    const steps = Math.ceil(8000 / batch);
    const spikes: Tensor[] = [
      ...bernoulli(foldIn(1, batch), tensor([batch, m], new Float32Array(batch * m).fill(0.025)), steps)(1),
    ];
    const timed = async (over: Reduction): Promise<number> => {
      const net = netOf(rule(over));
      const state = initial(net, { batch });
      let began = NaN;
      const frames = function* () {
        began = secondsOf('cpu');
        for (const X of spikes) yield { inputs: { X } };
      };
      orThrow(await run(backend, net, state, independent(frames)));
      return ((secondsOf('cpu') - began) * 1000) / steps;
    };
    const times: Record<string, number[]> = { sum: [], mean: [], max: [] };
    for (let round = -2; round < rounds; round++)
      for (const over of [...reductions, ...reductions].slice((round + 3) % 3, ((round + 3) % 3) + 3)) {
        const time = await timed(over);
        if (round >= 0) times[over]!.push(time);
      }
    for (const over of reductions) {
      const ratios = times[over]!.map((time, k) => time / times['sum']![k]!);
      console.log(
        `${name.padEnd(17)} batch ${String(batch).padStart(2)}  ${over.padEnd(4)}  ${Math.min(...times[over]!).toFixed(4)} ms  ${median(times[over]!).toFixed(4)} ms a step  ${median(ratios).toFixed(2)}x`,
      );
    }
  }
