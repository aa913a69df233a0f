import { describe, expect, test } from 'vitest';
import { backend, eager, orThrow, type Backend, type BackendChoice } from 'spikefold';
import { train } from '../../examples/digits/train.js';
import { expectNear, expectSame } from '../support/same.js';
import { wasmPath } from './support/tfjs.js';

/** The main job on so many digits, drawn here as bars that lean left and right. */
const digits = async (on: Backend, samples: number) => {
  const bar = (label: number) => ({
    image: Float32Array.from({ length: 64 }, (_, k) => ((k + label * Math.floor(k / 8)) % 8 < 3 ? 1 : 0)),
    label,
  });
  const drawn = Array.from({ length: samples }, (_, k) => bar(k % 2));
  const { state } = await train({ backend: on, seed: 1, neurons: 6, classes: 2 }, drawn, 1, () => {});
  return { w: state.connections.XAe.w, theta: state.layers.Ae.theta };
};

/** A backend by configuration, and how many digits it has the time for. */
type Row = readonly [choice: BackendChoice, samples: number];
const named = (rows: readonly Row[]) =>
  rows.map(([choice, samples]) => [Object.values(choice).slice(0, 2).join(':'), choice, samples] as const);

describe('the digits job in small', () => {
  test.each(
    named([
      [{ backend: 'tfjs', mode: 'wasm', wasmPath }, 4],
      [{ backend: 'gpujs', mode: 'webasm' }, 4],
      [{ backend: 'gpujs', mode: 'cpu' }, 4],
    ]),
  )('learns on %s what it learns on eager, to the bit', async (_, choice, samples) => {
    expectSame(await digits(orThrow(await backend(choice)), samples), await digits(eager, samples));
  });

  test.each(
    named([
      [{ backend: 'tfjs', mode: 'webgl' }, 1],
      [{ backend: 'gpujs', mode: 'webgl' }, 2],
      [{ backend: 'gpujs', mode: 'webgl2' }, 2],
      [{ backend: 'gpujs', mode: 'webgpu' }, 1],
    ]),
  )('learns on %s nearly that', async (_, choice, samples) => {
    const [want, got] = [await digits(eager, samples), await digits(orThrow(await backend(choice)), samples)];
    expectNear(got.w.data, want.w.data, 1e-5);
    expectNear(got.theta.data, want.theta.data, 1e-5);
    expect(want.theta.data.some((theta) => theta > 0)).toBe(true);
  });
});
