import { size } from '../../../core/shape.js';
import type { Applied } from '../../graph.js';
import { float, int, type Value } from '../ir/ir.js';
import { compact, nonzero } from './compact.js';
import { plus, times } from './emit.js';
import { kernelOf, type Form, type Writer } from './kernel.js';

/** In each row keeps one of its k true places: number floor(u k), in index order. */
export const chooseOne: Form = ([node]) => {
  if (node!.op !== 'chooseOne') return undefined;
  const [s, u] = node!.args as [Applied, Applied];
  const width = size(node!.shape.slice(1));
  return kernelOf(node!, (write) =>
    write.for(int(0), int(node!.shape[0]!), 1, (row) => {
      const start = times(write, row, width * 4);
      const places = compact(write, width, nonzero(write, plus(write, start, int(write.at(s))), 'bool'));
      write.fill(plus(write, start, int(write.at(node!))), int(width * 4));
      write.if(places.count, () => {
        const k = write.op('shr', places.count, int(2));
        const draw = write.load('f32', times(write, row, 4), write.at(u));
        const number = write.op('f32.floor', write.op('f32.mul', draw, write.op('i32.f32', k)));
        // A product of almost 1 and k may be rounded to k.
        const chosen = write.op('i32.min', write.op('f32.i32', number), write.op('i32.sub', k, int(1)));
        const place = write.load('i32', write.op('shl', chosen, int(2)), places.at);
        write.store(int(-1), plus(write, start, place), write.at(node!));
      });
    }),
  );
};

type Words = readonly [Value, Value];

const rotations = [13, 15, 26, 6, 17, 29, 16, 24];

/** Threefry-2x32 with 20 rounds, as in core/random, on single numbers or on four counters at once. */
const threefry = (write: Writer, [k0, k1]: Words, [c0, c1]: Words): Words => {
  const on = (op: string, a: Value, b: Value): Value => write.op(op, a, b);
  const keys = [k0, k1, on('xor', on('xor', k0, k1), int(0x1bd11bda))];
  let [x0, x1] = [on('i32.add', c0, k0), on('i32.add', c1, k1)];
  for (let group = 1; group <= 5; group++) {
    for (let round = 0; round < 4; round++) {
      const turn = rotations[((group - 1) % 2) * 4 + round]!;
      x0 = on('i32.add', x0, x1);
      x1 = on('xor', on('or', on('shl', x1, int(turn)), on('shr', x1, int(32 - turn))), x0);
    }
    x0 = on('i32.add', x0, keys[group % 3]!);
    x1 = on('i32.add', on('i32.add', x1, keys[(group + 1) % 3]!), int(group));
  }
  return [x0, x1];
};

/** Uniform numbers in [0, 1): place p of tick t takes word p mod 2 of counter (t, p div 2), under the key of the stream. */
export const uniform: Form = ([node]) =>
  node!.op !== 'uniform'
    ? undefined
    : kernelOf(node!, (write) => {
        const [noise, out] = [write.at(node!.args[0]!), write.at(node!)];
        emitUniform(write, noise, out, node!.attribute[0] as number, size(node!.shape));
      });

const emitUniform = (write: Writer, noise: number, out: number, stream: number, count: number): void => {
  const pairs = Math.ceil(count / 2);
  // Four pairs at once write eight numbers; the rest goes pair by pair.
  const wide = write.lanes === 4 ? Math.floor(count / 8) * 4 : 0;
  const word = (place: number): Value => write.load('i32', int(noise), place * 4);
  const key = threefry(write, [word(0), word(1)], [int(0), int(stream | 0)]);
  const tick = word(2);
  const fraction = (bits: Value): Value =>
    write.op('f32.mul', write.op('i32.f32', write.op('shr', bits, int(8))), float(2 ** -24));
  if (wide > 0) {
    const splat = (value: Value): Value => write.op('i32.splat', value);
    const keys: Words = [splat(key[0]), splat(key[1])];
    const ticks = splat(tick);
    const lanes = write.scratch(16);
    [0, 1, 2, 3].forEach((lane) => write.store(int(lane), int(lanes), lane * 4));
    const steps = write.load('v128', int(lanes));
    write.for(int(0), int(wide), 4, (pair) => {
      const [a, b] = threefry(write, keys, [ticks, write.op('i32.add', splat(pair), steps)]);
      const [low, high] = [write.op('interleave.low', a, b), write.op('interleave.high', a, b)];
      const at = write.op('shl', pair, int(3));
      write.store(fraction(low), at, out);
      write.store(fraction(high), at, out + 16);
    });
  }
  if (wide === pairs) return;
  write.for(int(wide), int(pairs), 1, (pair) => {
    const [a, b] = threefry(write, key, [tick, pair]);
    const at = write.op('shl', pair, int(3));
    write.store(fraction(a), at, out);
    const second = (): void => write.store(fraction(b), at, out + 4);
    if (count % 2 === 0) second();
    else write.if(write.op('i32.lt', pair, int(pairs - 1)), second);
  });
};
