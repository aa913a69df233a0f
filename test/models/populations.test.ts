import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import {
  adaptiveLif,
  boostedLif,
  csrm,
  currentLif,
  integrateAndFire,
  izhikevich,
  lif as lifModel,
  mcCullochPitts,
  poissonGroup,
  srm0,
  tensor,
  type Dtype,
  type Frame,
  type Shape,
  type Tensor,
} from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';
import { mapValues } from '../../src/core/record.js';
import { tensorOf, wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { expectNear, expectSame } from '../support/same.js';
import { amounts } from './support/kind.js';
import { life } from './support/life.js';

type Params = Readonly<Record<string, Tensor>>;

const n = 6;
const each = (ranges: Readonly<Record<string, readonly [number, number]>>): fc.Arbitrary<Params> =>
  fc.record(
    Object.fromEntries(Object.entries(ranges).map(([name, range]) => [name, tensorOf([n], amounts(...range))])),
  );

const lif = { thresh: [-60, -45], reset: [-75, -61], refrac: [0, 4], lbound: [-80, -62] } as const;
const leaky = { ...lif, rest: [-70, -62], tau: [2, 100] } as const;
const { reset: _, rest: __, ...boosted } = leaky;
const quadratic = {
  a: [0.02, 0.1],
  b: [0.2, 0.25],
  c: [-65, -50],
  d: [0.05, 8],
  rest: [-70, -60],
  thresh: [-40, 40],
} as const;

/** Every model with parameters for each neuron, and what those may be. `lateral` is `[n, n]`. */
const models: Readonly<Record<string, readonly [make: (p: Params) => AnyModel, params: fc.Arbitrary<Params>]>> = {
  integrateAndFire: [integrateAndFire, each(lif)],
  lif: [lifModel, each(leaky)],
  adaptiveLif: [(p) => adaptiveLif({ ...p, thetaPlus: 0 }), each({ ...leaky, theta: [0, 3] })],
  boostedLif: [boostedLif, each({ ...boosted, thresh: [5, 15], lbound: [-9, 0] })],
  currentLif: [currentLif, each({ ...leaky, tauCurrent: [1, 9] })],
  srm0: [srm0, each({ ...leaky, eps0: [0.5, 2], rho0: [0.5, 2], dThresh: [2, 6] })],
  csrm: [
    (p) => csrm({ ...p, thetaPlus: 0 }),
    each({ thresh: [-64, -55], rest: [-70, -65], leakTo: [-70, -60], tau: [5, 50], theta: [0, 3] }),
  ],
  poissonGroup: [poissonGroup, each({ rates: [0, 900] })],
  mcCullochPitts: [mcCullochPitts, each({ thresh: [0, 9] })],
  izhikevich: [
    izhikevich,
    fc.tuple(each(quadratic), tensorOf([n, n], amounts(-3, 3))).map(([p, lateral]) => ({ ...p, lateral })),
  ],
};

const rows = wholeIn(2, 3);
const drivesOf = (batch: number): fc.Arbitrary<readonly Frame<Tensor>[]> =>
  fc.array(
    fc
      .record({
        current: tensorOf([batch, n], fc.oneof(fc.constant(0), amounts(-4, 20))),
        u: tensorOf([batch, n], amounts(0, 0.999)),
      })
      .map(({ current, u }) => ({ inputs: { N: current }, draws: { N: u } })),
    { minLength: 1, maxLength: 8 },
  );
const drives = rows.chain(drivesOf);
const batchOf = ([first]: readonly Frame<Tensor>[]): number => first!.inputs!['N']!.shape[0]!;

const everywhere = (drive: readonly Frame<Tensor>[], f: (x: Tensor) => Tensor): readonly Frame<Tensor>[] =>
  drive.map(({ inputs, draws }) => ({ inputs: { N: f(inputs!['N']!) }, draws: { N: f(draws!['N']!) } }));

/** Neuron `order[k]` at place k. */
const moved =
  (order: readonly number[]) =>
  (x: Tensor): Tensor => ({ ...x, data: x.data.map((_, k) => x.data[k - (k % n) + order[k % n]!]!) as Tensor['data'] });

const movedParams = (order: readonly number[], p: Params): Params => {
  const along = moved(order);
  const both = (x: Tensor): Tensor => ({
    ...x,
    data: x.data.map((_, k) => x.data[order[Math.floor(k / n)]! * n + order[k % n]!]!) as Tensor['data'],
  });
  return Object.fromEntries(Object.entries(p).map(([name, x]) => [name, name === 'lateral' ? both(x) : along(x)]));
};

const row =
  (b: number) =>
  (x: Tensor): Tensor => ({
    ...x,
    shape: [1, ...x.shape.slice(1)],
    data: x.data.slice((b * x.data.length) / x.shape[0]!, ((b + 1) * x.data.length) / x.shape[0]!),
  });

describe.each(Object.entries(models))('%s', (_, [make, params]) => {
  law('lives in each batch row as if it were alone', [params, drives], (p, drive) => {
    const together = life([n], make(p), drive, { batch: batchOf(drive) });
    for (let b = 0; b < batchOf(drive); b++)
      life([n], make(p), everywhere(drive, row(b))).forEach(({ theta: _, thetaLost: __, ...vars }, step) => {
        for (const [name, value] of Object.entries(vars)) expectSame(value, row(b)(together[step]![name]!));
      });
  });

  law('takes whole numbers as it takes the same numbers in f32', [params, drives], (p, drive) => {
    const whole = (dtype: Dtype): Params =>
      mapValues(p, ({ shape, data }) =>
        tensor(
          shape,
          Array.from(data, (x) => Math.ceil(x) + 0),
          dtype,
        ),
      );
    const batch = batchOf(drive);
    const want = life([n], make(whole('f32')), drive, { batch });
    life([n], make(whole('i32')), drive, { batch }).forEach((vars, step) => {
      for (const [name, value] of Object.entries(vars)) expectSame(value, want[step]![name]!);
    });
  });

  const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: n });
  law('has a history that is permuted along with its neurons', [params, drives, orders], (p, drive, order) => {
    const batch = batchOf(drive);
    const here = life([n], make(p), drive, { batch });
    const there = life([n], make(movedParams(order, p)), everywhere(drive, moved(order)), { batch });
    here.forEach((vars, step) => {
      for (const [name, value] of Object.entries(vars)) {
        // Lateral input is summed in another order.
        const got = there[step]![name]!.data;
        const want = moved(order)(value).data;
        if ('lateral' in p && step < 4) expectNear(got, want, 1e-2 * Math.max(1, ...want.map(Math.abs)));
        else if (!('lateral' in p)) expect(got).toStrictEqual(want);
      }
    });
  });

  const shapes = fc.constantFrom<Shape[]>([2, 3], [6, 1], [1, 3, 2]);
  law('lives in any shape as in the flat one', [params, drives, shapes], (p, drive, shape) => {
    const batch = batchOf(drive);
    const shaped = (x: Tensor): Tensor => ({ ...x, shape: [...x.shape.slice(0, -1), ...shape] });
    const inShape = Object.fromEntries(
      Object.entries(p).map(([name, x]) => [name, name === 'lateral' ? x : shaped(x)]),
    );
    const [flat, deep] = [
      life([n], make(p), drive, { batch }),
      life(shape, make(inShape), everywhere(drive, shaped), { batch }),
    ];
    flat.forEach((vars, step) => {
      for (const [name, value] of Object.entries(vars)) expectSame(deep[step]![name]!, shaped(value));
    });
  });
});
