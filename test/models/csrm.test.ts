import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csrm, type Tensor } from '../../src/index.js';
import { kernels, type Kernel } from '../../src/authoring.js';
import { tensorOf } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { expectNear } from '../support/same.js';
import { amounts } from './support/kind.js';
import { given, life } from './support/life.js';

/** docs/spec/nodes.md, CSRMNodes. */
const definitions: Readonly<Record<Kernel, (t: number, tau: number) => number>> = {
  alpha: (t, tau) => (t / (tau * tau)) * Math.exp(-t / tau),
  alphaSlayer: (t, tau) => (t / tau) * Math.exp(1 - t / tau),
  laplacian: (t, tau) => (1 / (2 * tau)) * Math.exp(-Math.abs(t / tau)),
  exponential: (t, tau) => (1 / tau) * Math.exp(-t / tau),
  rectangular: (_, tau) => 1 / (2 * tau),
  triangular: (t, tau) => (1 / tau) * (1 - t / tau),
};

test('there are these response kernels', () => {
  expect(Object.keys(kernels).sort()).toStrictEqual(Object.keys(definitions).sort());
});

const params = fc.record({
  tauKernel: amounts(0.5, 5),
  resetConst: amounts(0, 20),
  responseWindow: amounts(0.1, 6),
  refractoryWindow: amounts(0.1, 4),
  tau: amounts(5, 100),
  leakTo: amounts(-70, 0),
  thetaPlus: amounts(0, 2),
  tauTheta: amounts(5, 100),
  lbound: fc.oneof(fc.constant(-Infinity), amounts(-80, -60)),
});
const [rows, n] = [2, 2];
const drives = fc.array(tensorOf([rows, n], fc.oneof(fc.constant(0), amounts(-5, 20))), { minLength: 1, maxLength: 9 });

/** The values of the last steps, newest first; nothing before the first. */
const latest = (all: readonly Tensor[], count: number, place: number): readonly number[] =>
  Array.from({ length: count }, (_, lag) => all.at(-1 - lag)?.data[place] ?? 0);

/** A window in ms as steps, at least one. */
const stepsOf = (window: number, dt: number): number => Math.max(1, Math.round(window / dt));

const weighed = (values: readonly number[], dt: number, kernel: (t: number) => number): number =>
  values.reduce((sum, value, lag) => sum + value * kernel(lag * dt), 0);

describe.each(Object.entries(definitions))('csrm with the %s kernel', (response, kernel) => {
  law(
    'adds up its inputs and its own spikes, each by its age',
    [params, drives, amounts(0.5, 1)],
    (p, drive, dt) => {
      const model = csrm({ ...p, response: response as Kernel });
      const lived = life([n], model, given(drive), { dt, batch: rows });
      const spikes = lived.map(({ s }) => s!);
      for (const [step, current] of drive.entries()) {
        expect(current.shape).toStrictEqual([rows, n]);
        const [before, after] = [lived[step]!, lived[step + 1]!];
        const theta = Array.from(before['theta']!.data, (value) => value * Math.exp(-dt / p.tauTheta));
        current.data.forEach((_, place) => {
          const heard = latest(drive.slice(0, step + 1), stepsOf(p.responseWindow, dt), place);
          const own = latest(spikes.slice(1, step + 1), stepsOf(p.refractoryWindow, dt), place);
          const v =
            p.leakTo +
            (before['v']!.data[place]! - p.leakTo) * Math.exp(-dt / p.tau) +
            weighed(heard, dt, (t) => kernel(t, p.tauKernel)) +
            weighed(own, dt, (t) => -p.resetConst * Math.exp(-t / p.tauKernel));
          expectNear([after['v']!.data[place]!], [Math.max(v, p.lbound)], 1e-3);
          const above = v - (-52 + theta[place % n]!);
          if (Math.abs(above) > 1e-3) expect(after['s']!.data[place]).toBe(above > 0 ? 1 : 0);
        });
        const raised = theta.map((value, j) => value + p.thetaPlus * (after['s']!.data[j]! + after['s']!.data[n + j]!));
        expectNear(after['theta']!.data, raised, 1e-4);
      }
    },
    25,
  );
});
