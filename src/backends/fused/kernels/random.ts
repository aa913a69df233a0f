import { size } from '../../../core/shape.js';
import { isDraw, type Applied } from '../../graph.js';
import { float, type Operand, type Value } from '../ir/ir.js';
import type { Lanes } from './emit.js';
import { kernelOf, type Form, type Writer } from './kernel.js';

/** In each row keeps one of its k true places: number floor(u k), in index order. */
export const chooseOne: Form = (node) => {
  if (node.op !== 'chooseOne') return undefined;
  const [s, u] = node.args as [Applied, Applied];
  const width = size(node.shape.slice(1));
  return kernelOf(node, (write) => {
    const { op, plus, times } = write;
    write.for(0, node.shape[0]!, 1, (row) => {
      const start = times(row, width * 4);
      const places = write.compactRare(width, write.nonzero(plus(start, write.at(s)), 'bool'));
      write.fill(plus(start, write.at(node)), width * 4);
      write.if(places.count, () => {
        const k = op('shr', places.count, 2);
        const draw = write.load('f32', times(row, 4), write.at(u));
        const number = op('f32.floor', op('f32.mul', draw, op('i32.f32', k)));
        // A product of almost 1 and k may be rounded to k.
        const chosen = op('i32.min', op('f32.i32', number), op('i32.sub', k, 1));
        const place = write.load('i32', op('shl', chosen, 2), places.at);
        write.store(-1, plus(start, place), write.at(node));
      });
    });
  });
};

type Words = readonly [Operand, Operand];

const rotations = [13, 15, 26, 6, 17, 29, 16, 24];

/** Threefry-2x32 with 20 rounds, as in core/random, on single numbers or on four counters at once. */
const threefry = ({ op }: Writer, [k0, k1]: Words, [c0, c1]: Words): readonly [Value, Value] => {
  const keys = [k0, k1, op('xor', op('xor', k0, k1), 0x1bd11bda)];
  let [x0, x1] = [op('i32.add', c0, k0), op('i32.add', c1, k1)];
  for (let group = 1; group <= 5; group++) {
    for (let round = 0; round < 4; round++) {
      const turn = rotations[((group - 1) % 2) * 4 + round]!;
      x0 = op('i32.add', x0, x1);
      x1 = op('xor', op('or', op('shl', x1, turn), op('shr', x1, 32 - turn)), x0);
    }
    x0 = op('i32.add', x0, keys[group % 3]!);
    x1 = op('i32.add', x1, op('i32.add', keys[(group + 1) % 3]!, group));
  }
  return [x0, x1];
};

/** The key of a stream of uniform numbers, and the tick. */
const counterOf = (write: Writer, { args, attribute }: Applied): { readonly key: Words; readonly tick: Value } => {
  const word = (place: number): Value => write.load('i32', write.at(args[0]!), place * 4);
  return { key: threefry(write, [word(0), word(1)], [0, (attribute[0] as number) | 0]), tick: word(2) };
};

/** Bits as a number in [0, 1). */
const fraction = ({ op }: Writer, bits: Value): Value =>
  op('f32.mul', op('i32.f32', op('shr', bits, 8)), float(2 ** -24));

/** The numbers 0, 1, 2 and 3 in memory, for the lanes of a vector. */
const countLanes = (write: Writer): number => {
  const lanes = write.scratch(16);
  for (let lane = 0; lane < 4; lane++) write.store(lane, lanes, lane * 4);
  return lanes;
};

/** Draws the uniform number of a place (in bytes), or those of four neighbours, where few of them are needed. */
export const drawing = (write: Writer, nodes: readonly Applied[]) => {
  const { op, splat } = write;
  const counters = new Map(nodes.map((node) => [node, counterOf(write, node)]));
  const steps = nodes.length > 0 && write.lanes === 4 ? countLanes(write) : 0;
  return (node: Applied, at: Operand, lanes: Lanes): Value => {
    const { key, tick } = counters.get(node)!;
    const first = op('shr', at, 2);
    const place = lanes === 4 ? op('i32.add', splat(first, 4), write.load('v128', steps)) : first;
    const [k0, k1, ticks] = [...key, tick].map((word) => splat(word as Value, lanes)) as [Value, Value, Value];
    const [even, odd] = threefry(write, [k0, k1], [ticks, op('shr', place, 1)]);
    return fraction(write, op('i32.select', op('i32.ne', op('and', place, 1), 0), odd, even));
  };
};

/** Uniform numbers in [0, 1): place p of tick t takes word p mod 2 of counter (t, p div 2), under the key of the stream. */
export const uniform: Form = (node) => (isDraw(node) ? kernelOf(node, (write) => emitUniform(write, node)) : undefined);

/** How many vectors of counters are worked on at once: each round of one waits for the round before. */
const unroll = 4;

const emitUniform = (write: Writer, node: Applied): void => {
  const { op, plus, splat } = write;
  const [out, count] = [write.at(node), size(node.shape)];
  const { key, tick } = counterOf(write, node);
  const steps = write.lanes === 4 ? write.load('v128', countLanes(write)) : 0;
  const words = (at: Operand, lanes: Lanes): readonly [Value, Value] => {
    const [k0, k1, ticks, first] = [...key, tick, op('shr', at, 2)].map((word) => splat(word as Value, lanes));
    return threefry(write, [k0!, k1!], [ticks!, lanes === 4 ? op('i32.add', first!, steps) : first!]);
  };
  const put = (bits: Value, at: Operand, offset: number): void => write.store(fraction(write, bits), at, out + offset);
  const draw = (at: Operand, lanes: Lanes, vectors: number): void => {
    for (let k = 0; k < vectors; k++) {
      const [a, b] = words(plus(at, 16 * k), lanes);
      const to = op('shl', at, 1);
      put(lanes === 4 ? op('interleave.low', a, b) : a, to, 32 * k);
      put(lanes === 4 ? op('interleave.high', a, b) : b, to, 32 * k + 4 * lanes);
    }
  };
  const pairs = Math.floor(count / 2);
  write.along(pairs, draw, write.lanes, unroll);
  if (count % 2 === 1) put(words(pairs * 4, 1)[0], pairs * 8, 0);
};
