import { roomFaults } from '../../core/check/room.js';
import { FaultError, at } from '../../core/errors.js';
import { streamOf, threefryInto, type Key, type Seed } from '../../core/random.js';
import { flag, fraction, scalar, seed } from '../parameters/constraint.js';
import { constructorOf } from '../parameters/entry.js';
import { refuseAll } from '../parameters/faults.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import type { Pattern, PatternOf } from './patterns.js';

const options = {
  /** Whether a neuron may be joined to the one of its own number, itself where a layer is joined to itself. */
  autapses: [true, flag],
} satisfies Table;

export type RandomPatternOptions = Partial<ParamsOf<typeof options>>;

/**
 * A pattern in which each pair of neurons is joined with a probability (0 to 1), independently; in the order of the sources, and
 * of the targets for each. What is drawn are the gaps from one synapse to the next (geometric, by inversion), so it takes a time
 * in proportion to the synapses: 10 million in about a second. A seed or a probability that is none is a `FaultError`.
 */
export const randomPattern = constructorOf(
  'pattern',
  'randomPattern',
  {
    /** Of the random numbers. */
    seed: [required, seed],
    /** The chance of each synapse. */
    probability: [required, scalar(fraction)],
    ...options,
  },
  (seed: Seed, probability: number, options: RandomPatternOptions = {}) => ({ ...options, seed, probability }),
  ({ given, faults }): PatternOf => {
    const { seed, probability, autapses } = given;
    const key = streamOf(seed, 'randomPattern');
    refuseAll('randomPattern', faults());
    const draw = (m: number, n: number): Pattern => joinedAtRandom(key, probability, m, n, autapses);
    return Object.assign(draw, { term: { name: 'randomPattern', params: given } });
  },
);

const joinedAtRandom = (key: Key, probability: number, m: number, n: number, autapses: boolean): Pattern => {
  const places = m * n;
  const mean = places * probability;
  const [tooMany] = roomFaults('synapses', [Math.ceil(mean)], 'join fewer');
  if (tooMany !== undefined) throw new FaultError([at('randomPattern')(tooMany)]);
  const few = Math.ceil(mean + 6 * Math.sqrt(mean)) + 16;
  let pre = new Int32Array(Math.min(few, places));
  let post = new Int32Array(pre.length);
  const [k0, k1] = key;
  const words = new Uint32Array(2);
  const scale = 1 / Math.log1p(-probability);
  let count = 0;
  let place = -1;
  for (let draw = 0; ; draw++) {
    threefryInto(words, k0, k1, Math.floor(draw / 2 ** 32), draw);
    // 53 bits, never 0.
    const u = ((words[0]! >>> 5) * 2 ** 26 + (words[1]! >>> 6) + 0.5) * 2 ** -53;
    place += 1 + Math.floor(Math.log(u) * scale);
    if (!(place < places)) break;
    const source = Math.floor(place / n);
    const target = place - source * n;
    if (!autapses && source === target) continue;
    if (count === pre.length) [pre, post] = [grown(pre), grown(post)];
    pre[count] = source;
    post[count++] = target;
  }
  return { pre: pre.slice(0, count), post: post.slice(0, count) };
};

const grown = (places: Int32Array): Int32Array<ArrayBuffer> => {
  const more = new Int32Array(Math.ceil(places.length * 1.5) + 16);
  more.set(places);
  return more;
};
