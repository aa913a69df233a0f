import { describe, expect, test } from 'vitest';
import { js, wasm } from 'spikefold';
import { gpujs } from 'spikefold/gpujs';
import { playCase } from '../golden/play.js';
import { all, few, goldenCase, whole } from './support/golden.js';
import { modes, tf } from './support/tfjs.js';

describe.each([
  ['wasm', few],
  ['webgl', whole],
  ['webgpu', few],
] as const)('golden cases on tfjs %s', (mode, names) => {
  test.each(names)('%s', async (name) => {
    expect(await playCase(modes[mode], await goldenCase(name))).toEqual({ passed: true });
    expect(tf.memory().numTensors).toBe(0);
  });
});

describe.each([
  ['webgl', few],
  ['webgl2', whole],
  ['webgpu', few],
] as const)('golden cases on gpujs %s', (mode, names) => {
  const backend = gpujs(mode);
  test.each(names)('%s', async (name) => {
    expect(await playCase(backend, await goldenCase(name))).toEqual({ passed: true });
  });
});

describe.each([wasm, js])('golden cases on $name', (backend) => {
  test.each(all)('%s', async (name) => {
    expect(await playCase(backend, await goldenCase(name))).toEqual({ passed: true });
  });
});
