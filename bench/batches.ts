/**
 * What a batch does to learning: `npx tsx bench/batches.ts [--batches 1,16] [--over sum,mean] [--theta sum] [--seeds 3]`.
 *
 * `diehlAndCook2015` (inh 120) is shown the 1297 digits once, so many side by side (what does not fill a batch is left out),
 * 250 ms each, with `poissonIntervals` at 128 Hz. Then, with nothing moving any more, its neurons get their labels by the same
 * samples, and it is tested on 500 others. Prints the accuracy (all activity) for each batch and each way of joining it.
 */
import { parseArgs } from 'node:util';
import {
  counts,
  diehlAndCook2015,
  every,
  foldIn,
  frozen,
  initial,
  monitor,
  orThrow,
  poissonIntervals,
  rested,
  run,
  tensor,
  wasm,
  type DiehlAndCook2015,
  type Frame,
  type Seed,
  type StateOf,
  type Tensor,
} from 'spikefold';
import { accuracy, allActivity, assignLabels } from 'spikefold/read-out';
import { isLeft } from 'fp-ts/lib/Either.js';
import type { Sample } from '../examples/digits/dataset.js';
import { digits } from '../examples/digits/uci.js';

const words = ['sum', 'mean', 'max'] as const;
type Word = (typeof words)[number];
const wordsIn = (text: string): readonly Word[] => words.filter((word) => text.split(',').includes(word));

const { values } = parseArgs({
  options: {
    batches: { type: 'string', default: '1,4,16,32' },
    over: { type: 'string', default: words.join() },
    theta: { type: 'string', default: 'sum' },
    seeds: { type: 'string', default: '3' },
  },
});
const read = digits();
if (isLeft(read)) throw new Error(read.left);
const { train, test, classes } = read.right;
const steps = 250;

/** Samples side by side, `[b, 784]` a step; each batch is an episode. */
const shown = function* (samples: readonly Sample[], batch: number, seed: Seed): Iterable<Frame<Tensor, 'X'>> {
  for (let at = 0; at < samples.length; at += batch) {
    const trains = samples.slice(at, at + batch).map(({ image }, row) => {
      const rates = tensor(
        [784],
        image.map((pixel) => pixel * 128),
      );
      return [...(poissonIntervals(foldIn(seed, at + row), rates, steps)(1) as Iterable<Tensor>)];
    });
    for (let t = 0; t < steps; t++) {
      const spikes = new Uint8Array(batch * 784);
      trains.forEach((of, row) => spikes.set(of[t]!.data, row * 784));
      yield { inputs: { X: tensor([batch, 784], spikes, 'bool') }, ends: t === steps - 1 };
    }
  }
};

/** What comes of showing samples, as many as fill batches: the state, and the spikes of each neuron for each sample. */
const after = async (
  net: DiehlAndCook2015,
  state: StateOf<DiehlAndCook2015>,
  samples: readonly Sample[],
  batch: number,
  seed: Seed,
) => {
  const whole = samples.slice(0, samples.length - (samples.length % batch));
  const spikes = monitor(net, 'Ae', 's', every(steps, counts()));
  const fresh = rested(net, state, { batch });
  const ran = orThrow(await run(wasm, net, fresh, shown(whole, batch, seed), { spikes }, { normalise: false }));
  const all = ran.monitors.spikes.flatMap(({ data }) => [...data]);
  return {
    state: ran.state,
    spikes: tensor([whole.length, all.length / whole.length], all),
    labels: whole.map(({ label }) => label),
  };
};

const scored = async (batch: number, over: Word, thetaOver: Word, seed: number): Promise<number> => {
  const net = orThrow(diehlAndCook2015({ inputs: [784], inh: 120, seed, over, thetaOver }));
  const { state } = await after(net, initial(net, { seed }), train, batch, foldIn(seed, 0));
  const still = frozen(net);
  const known = await after(still, state, train, 1, foldIn(seed, 1));
  const assignment = orThrow(assignLabels(known.spikes, known.labels, classes));
  const asked = await after(still, state, test, 1, foldIn(seed, 2));
  return accuracy(orThrow(allActivity(asked.spikes, assignment, classes)), asked.labels);
};

console.log('batch  weights  thresholds  accuracy: mean, then each seed');
for (const batch of values.batches.split(',').map(Number))
  for (const over of batch === 1 ? (['sum'] as const) : wordsIn(values.over))
    for (const thetaOver of batch === 1 ? (['sum'] as const) : wordsIn(values.theta)) {
      const found: number[] = [];
      for (let seed = 1; seed <= Number(values.seeds); seed++) found.push(await scored(batch, over, thetaOver, seed));
      const mean = found.reduce((a, b) => a + b, 0) / found.length;
      const all = [mean, ...found].map((share) => share.toFixed(3)).join('  ');
      console.log(`${String(batch).padStart(5)}  ${over.padEnd(7)}  ${thetaOver.padEnd(10)}  ${all}`);
    }
