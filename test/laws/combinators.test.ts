import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import { initial, size, summed, traced, type Tensor } from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';
import { alone, given, lives, timesteps, trials, valueOf, type Steps } from '../support/alone.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { bareModels, traceParams } from '../support/models.js';
import { expectSame } from '../support/same.js';

/** A model, and the same model in a combinator. */
const wrappedIn = (wrap: (model: AnyModel) => AnyModel) => (shape: readonly number[]) =>
  bareModels(shape).map((model) => [model, wrap(model)] as const);

const expectOwn = (got: Steps, own: Steps): void =>
  Object.entries(own).forEach(([name, steps]) => steps.forEach((value, step) => expectSame(got[name]![step]!, value)));

const spikesOf = (s: Tensor): readonly number[] => Array.from(s.data);

describe.each(backends)('on $name', (backend) => {
  const tracing = trials((shape) => fc.tuple(bareModels(shape), traceParams(shape)));
  law(
    'traced leaves the variables of its model, bit for bit',
    [tracing, timesteps],
    async ({ shape, batch, model: [model, p], drive }, dt) => {
      const [inner, outer] = [alone(shape, model, dt), alone(shape, traced(model, p), dt)];
      const own = await lives(backend, inner, given(drive), initial(inner, { batch }));
      expectOwn(await lives(backend, outer, given(drive), initial(outer, { batch })), own);
    },
  );

  law(
    'summed leaves the variables of its model, bit for bit',
    [trials(wrappedIn(summed)), timesteps],
    async ({ shape, batch, model: [model, outer], drive }, dt) => {
      const nets = [alone(shape, model, dt), alone(shape, outer, dt)] as const;
      const own = await lives(backend, nets[0], given(drive), initial(nets[0], { batch }));
      expectOwn(await lives(backend, nets[1], given(drive), initial(nets[1], { batch })), own);
    },
  );

  law(
    'traced and summed go around each other either way',
    [tracing],
    async ({ shape, batch, model: [model, p], drive }) => {
      const [a, b] = [alone(shape, traced(summed(model), p)), alone(shape, summed(traced(model, p)))];
      const other = await lives(backend, b, given(drive), initial(b, { batch }));
      expectOwn(await lives(backend, a, given(drive), initial(a, { batch })), other);
    },
  );

  law(
    'a trace that spikes set stays from 0 to its scale, and is the scale at a spike',
    [tracing, timesteps],
    async ({ shape, batch, model: [model, p], drive }, dt) => {
      const net = alone(shape, traced(model, { ...p, additive: false }), dt);
      const { s, x } = await lives(backend, net, given(drive), initial(net, { batch }));
      x!.forEach(({ data }, step) =>
        data.forEach((value, k) => {
          const scale = valueOf(p.scale, k % size(shape));
          expect(value >= 0 && value <= scale).toBe(true);
          if (s![step]!.data[k] !== 0) expect(value).toBe(scale);
        }),
      );
    },
  );

  law(
    'a trace is what its spikes have left: sums, or the last, times exp(-t / tau)',
    [tracing, timesteps],
    async ({ shape, batch, model: [model, p], drive }, dt) => {
      const net = alone(shape, traced(model, p), dt);
      const { s, x } = await lives(backend, net, given(drive), initial(net, { batch }));
      const want = x!.map(({ data }) => Array.from(data, () => 0));
      s!.forEach((spikes, step) =>
        spikesOf(spikes).forEach((spike, k) => {
          const [tau, scale] = [valueOf(p.tau, k % size(shape)), valueOf(p.scale, k % size(shape))];
          if (spike === 0) return;
          for (let later = step; later < want.length; later++) {
            const left = scale * Math.exp((-dt * (later - step)) / tau);
            want[later]![k] = p.additive ? want[later]![k]! + left * spike : left;
          }
        }),
      );
      x!.forEach(({ data }, step) =>
        data.forEach((value, k) => expect(Math.abs(value - want[step]![k]!)).toBeLessThan(1e-3)),
      );
    },
  );
});
