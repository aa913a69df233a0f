import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import { size, type Dtype, type Shape, type Tensor } from '../../src/index.js';
import { outlets as firstOutlet } from '../../src/backends/fused/ir/ir.js';
import { jsTarget, wasmTarget, type Memory, type Target } from '../../src/backends/fused/ir/target.js';
import { aligned, routineWriter } from '../../src/backends/fused/ir/writer.js';
import { kernelWriter, type Writer } from '../../src/backends/fused/kernels/kernel.js';
import { write } from '../../src/backends/fused/memory.js';
import { outletsOf, type Watched } from '../../src/backends/fused/outlets.js';
import { rowsOfBlock } from '../../src/backends/fused/plan/blocks.js';
import { giveRows } from '../../src/backends/fused/plan/outputs.js';
import { isDue } from '../../src/core/run/watch.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';

/** What is watched, and how far a program goes at a time. */
interface Trial {
  readonly variables: readonly {
    readonly shape: Shape;
    readonly dtype: Dtype;
    readonly every: number | undefined;
    readonly since: number;
    /** Whether programs change it. */
    readonly changes: boolean;
  }[];
  readonly stretches: readonly number[];
}

/** Of so many numbers are 256 KiB: wider ones are not gathered. */
const wide = 2 ** 15 + 1;

const trials: fc.Arbitrary<Trial> = fc.record({
  variables: fc.array(
    fc.record({
      shape: fc.oneof(
        { weight: 9, arbitrary: fc.tuple(wholeIn(1, 2), wholeIn(1, 9)) },
        { weight: 1, arbitrary: fc.constantFrom([1, wide], [1, wide - 1]) },
      ),
      dtype: fc.constantFrom<Dtype>('f32', 'i32', 'bool'),
      every: fc.option(wholeIn(1, 5), { nil: undefined }),
      since: wholeIn(0, 6),
      changes: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  stretches: fc.array(wholeIn(1, 200), { minLength: 1, maxLength: 3 }),
});

/** A variable after so many steps. */
const valueOf = ({ shape, dtype, changes }: Trial['variables'][number], step: number): Tensor => {
  const at = changes ? step : 0;
  const [count, isBool] = [size(shape), dtype === 'bool'];
  const element = (k: number): number => (isBool ? Number((k * 5 + at * 3) % 7 < 3) : k * 1000 + at);
  // Long ones are one number everywhere, to be quick.
  const data = isBool ? new Uint8Array(count) : dtype === 'f32' ? new Float32Array(count) : new Int32Array(count);
  if (count > 100) data.fill(element(0));
  else for (let k = 0; k < count; k++) data[k] = element(k);
  return { shape, dtype, data };
};

const bytesOf = ({ data }: Tensor): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** Programs that only give what is watched, on a memory in which variables lie one behind the other. */
const opened = <Code, M extends Memory>(target: Target<Code, M>, { variables }: Trial) => {
  const lengths = variables.map(({ shape }) => aligned(size(shape) * 4));
  const homes = lengths.map((_, k) => 64 + lengths.slice(0, k).reduce((sum, bytes) => sum + bytes, 0));
  const end = 64 + lengths.reduce((sum, bytes) => sum + bytes, 0);
  let memory = target.memory(end);
  let now = 0;
  const watched = variables.map((of, k): Watched => ({
    watch: { of: 'L', variable: `${k}`, since: of.since, ...(of.every !== undefined && { every: of.every }) },
    shape: of.shape,
    dtypeIn: () => of.dtype,
    value: () => valueOf(of, now),
    address: () => (of.changes ? homes[k] : undefined),
  }));
  let reserved = 0;
  const made = outletsOf(
    watched,
    () => memory,
    (bytes) => {
      reserved = bytes;
      memory = target.grown(memory, end + bytes);
      return end;
    },
  );
  const { writer, written } = routineWriter(target.lanes, 0);
  const code = target.compile([written(() => giveRows(kernelWriter(writer) as Writer))]);
  const { all } = target.instantiate(code, memory);
  const step = (): void => {
    now++;
    variables.forEach((of, k) => write(memory, homes[k]!, valueOf(of, now)));
    all();
  };
  return { watched, made, step, memory, reserved };
};

describe.each([wasmTarget, jsTarget] as unknown as readonly Target<unknown, Memory>[])('on $name', (target) => {
  quickLaw(
    'each watched variable is seen in the steps in which it is due, as it then was',
    [trials],
    (trial) => {
      const { watched, made, step, memory, reserved } = opened(target, trial);
      const isWide = ({ shape }: Watched): boolean => size(shape) >= wide;
      const narrow = watched.filter((of) => !isWide(of));
      const room = rowsOfBlock(narrow.reduce((sum, { shape }) => sum + size(shape) * 4, 0));
      expect(reserved === 0).toBe(watched.every(isWide));
      let steps = 0;
      for (const most of trial.stretches)
        for (let left = most; left > 0;) {
          const take = made.until(steps, left);
          expect(take).toBeGreaterThan(0);
          const gathered = made.open(steps, {} as never);
          for (let k = 0; k < take; k++) step();
          const { steps: count, at, rows } = gathered(take);
          expect([count, memory.i[firstOutlet >> 2]]).toEqual([take, 0]);
          const all = Array.from({ length: take }, (_, k) => k);
          /** Whether a program might have gone on: there is room for another row of each. */
          let isFull = take === left;
          watched.forEach((of, place) => {
            const variable = trial.variables[place]!;
            const due = all.filter((k) => isDue(of.watch, steps + k + 1));
            for (const k of all) {
              const want = due.includes(k) ? valueOf(variable, steps + k + 1) : undefined;
              const seen = at(place, k);
              expect(seen?.shape).toEqual(want?.shape);
              if (want !== undefined) expect(Buffer.compare(bytesOf(seen!), bytesOf(want))).toBe(0);
            }
            const gatheredRows = rows?.(place);
            if (isWide(of)) {
              expect(due.length === 0 || (due.length === 1 && due[0] === take - 1)).toBe(true);
              isFull ||= due.length === 1;
            } else {
              expect(due.length).toBeLessThanOrEqual(room);
              isFull ||= due.length === room && due.at(-1) === take - 1;
              if (variable.changes) expect(gatheredRows!.shape).toEqual([due.length, ...of.shape]);
            }
          });
          expect(isFull).toBe(true);
          steps += take;
          left -= take;
        }
    },
    40,
  );
});
