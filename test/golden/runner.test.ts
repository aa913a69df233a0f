import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { eager } from 'spikefold';
import type { Case, Json } from './case.js';
import { command } from './command.js';
import { playCase } from './play.js';

const tensorJson = (shape: readonly number[], values: readonly number[], dtype: 'f32' | 'u8' | 'i32' = 'f32'): Json => {
  const data = { f32: Float32Array, u8: Uint8Array, i32: Int32Array }[dtype].from(values);
  return { shape, dtype, data: Buffer.from(data.buffer).toString('base64') };
};

const repeated = (value: number, count: number): Json =>
  tensorJson(
    [count, 1, 1],
    Array.from({ length: count }, () => value),
  );

const neuron = (
  model: string,
  params: { readonly [name: string]: Json },
  input: Json,
  steps: number,
  expect: { readonly [variable: string]: Json },
): Case =>
  ({
    name: model,
    kind: 'network',
    network: {
      dt: 1,
      batch_size: 1,
      learning: true,
      reward_fn: null,
      layers: [{ name: 'Y', model, params: { n: 1, ...params } }],
      connections: [],
    },
    steps: [{ do: 'run', time: steps, one_step: false, inputs: { Y: input } }],
    expect: { layers: { Y: expect }, connections: {} },
    exact: ['s'],
    atol: 1e-4,
    rtol: 1e-6,
  }) as unknown as Case;

const lifVoltages = [-59, -53.0597, -65, -65, -65, -59, -53.0597, -65];
const lif = (v: readonly number[]): Case =>
  neuron('LIFNodes', { refrac: 2 }, repeated(6, 8), 8, {
    v: tensorJson([8, 1, 1], v),
    s: tensorJson([8, 1, 1], [0, 0, 1, 0, 0, 0, 0, 1], 'u8'),
  });

test('the worked example of the LIF model passes', async () => {
  expect(await playCase(eager, lif(lifVoltages))).toEqual({ passed: true });
});

test('the worked example of the adaptive model passes', async () => {
  const golden = neuron(
    'AdaptiveLIFNodes',
    { theta_plus: 1, tc_theta_decay: 50, tc_decay: 20, refrac: 0 },
    repeated(7, 5),
    5,
    {
      v: tensorJson([5, 1, 1], [-58, -65, -58, -51.34139, -65]),
      theta: tensorJson([5, 1], [0, 1, 0.980199, 0.960789, 1.941765]),
    },
  );
  expect(await playCase(eager, golden)).toEqual({ passed: true });
});

test('the first difference is named: layer, variable, step, place, want, got', async () => {
  const verdict = await playCase(eager, lif(lifVoltages.with(5, -59.5)));
  expect(verdict).toEqual({ passed: false, why: "layer 'Y' v: step 5, place [0, 0]: want -59.5, got -59" });
});

test('what the library does not have counts as failed', async () => {
  const verdict = await playCase(eager, { ...lif(lifVoltages), kind: 'telepathy' });
  expect(verdict).toEqual({ passed: false, why: "kind 'telepathy' is unknown" });
  expect(await playCase(eager, neuron('HodgkinHuxley', {}, repeated(0, 1), 1, {}))).toMatchObject({ passed: false });
});

const golden = async (...args: readonly string[]) => {
  const [lines, errors]: [string[], string[]] = [[], []];
  const status = await command(args, { say: (line) => lines.push(line), complain: (line) => errors.push(line) });
  return { status, lines, last: lines.at(-1), errors: errors.join('\n') };
};

test('the command counts, and its exit code is 0 only if none failed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'golden-'));
  writeFileSync(join(folder, 'a.json'), JSON.stringify(lif(lifVoltages)));
  expect(await golden('--backend=eager', '--backend=wasm', folder)).toMatchObject({
    status: 0,
    lines: ['1 passed, 0 failed', '1 passed, 0 failed'],
  });
  writeFileSync(join(folder, 'b.json'), JSON.stringify(lif(lifVoltages.with(0, 0))));
  expect(await golden(folder)).toMatchObject({ status: 1, last: '1 passed, 1 failed' });
  const other = mkdtempSync(join(tmpdir(), 'golden-'));
  const lines = [lif(lifVoltages), lif(lifVoltages.with(0, 0))].map((one) => JSON.stringify(one)).join('\n');
  writeFileSync(join(other, 'two.jsonl.gz'), gzipSync(`${lines}\n`));
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'test/golden/main.ts', '--backend', 'wasm', folder, other],
    { cwd: resolve(import.meta.dirname, '../..'), encoding: 'utf8' },
  );
  expect([status, stdout.trim().split('\n').at(-1)]).toEqual([1, '2 passed, 2 failed']);
  writeFileSync(join(folder, 'c.json'), '{ not json');
  expect(await golden(folder)).toMatchObject({ status: 1, last: '1 passed, 2 failed' });
  expect(await golden('--backend', 'abacus', folder)).toMatchObject({
    status: 2,
    errors: expect.stringContaining("unknown name 'abacus'") as string,
  });
  expect(await golden(join(folder, 'nowhere'))).toMatchObject({ status: 2 });
  writeFileSync(join(folder, 'notes.txt'), 'no case');
  expect(await golden(join(folder, 'notes.txt'))).toMatchObject({ status: 2 });
});
