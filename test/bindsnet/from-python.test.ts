import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  explain,
  frames,
  initial,
  monitor,
  orThrow,
  poisson,
  raster,
  run,
  tensor,
  wasm,
  type AnyNetwork,
  type StateOf,
  type Tensor,
} from '../../src/index.js';
import { fromBindsnet } from '../../src/bindsnet.js';
import { toJson, type Json } from '../../src/file.js';
import { loadTensors } from '../../src/node.js';
import { hasPython, python, runPython } from '../support/python.js';

const script = resolve(import.meta.dirname, '../../python/from_bindsnet.py');

interface Made {
  readonly layers: readonly { readonly name: string }[];
  readonly connections: readonly { readonly source: string; readonly target: string }[];
}

/** The networks of the stand-in by the parameters of their classes. */
const params: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  TwoLayerNetwork: { n_inpt: 20, n_neurons: 9, norm: 5.5 },
  DiehlAndCook2015: { n_inpt: 20, n_neurons: 9, norm: 5.5 },
  DiehlAndCook2015v2: { n_inpt: 20, n_neurons: 9, norm: 5.5 },
  IncreasingInhibitionNetwork: { n_input: 20, n_neurons: 9, norm: 5.5 },
  LocallyConnectedNetwork: { n_inpt: 16, input_shape: [4, 4], kernel_size: 2, stride: 1, n_filters: 2 },
};

/** Its spikes, thresholds and weights after it has learned from some input. */
const lived = async (net: AnyNetwork, state: StateOf<AnyNetwork>) => {
  const [count] = net.layers['X']!.shape as [number];
  const rates = tensor(
    [count],
    Array.from({ length: count }, (_, k) => 100 + 20 * k),
  );
  const names = Object.keys(net.layers).filter((name) => name !== 'X');
  const watched = Object.fromEntries(names.map((name) => [name, monitor(net, name, 's' as never, raster())]));
  const ran = orThrow(await run(wasm, net, state, frames({ X: poisson(1, rates, 300) }), watched));
  return { spikes: Object.fromEntries(names.map((name) => [name, ran.monitors[name]])), state: ran.state };
};

const there = hasPython('torch', 'numpy');

describe.runIf(there)('networks of a stand-in for BindsNET, by python/from_bindsnet.py', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeAll(() => {
    expect(runPython('bindsnet/support/save.py', script, folder)).toEqual(Object.keys(params));
  });
  const read = async (name: string) => {
    const json = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Json & Made;
    return { json, ...orThrow(await loadTensors(join(folder, `${name}.safetensors`))) };
  };

  test.each(Object.keys(params))('%s does what the class of that name does with the same weights', async (name) => {
    const { json, tensors, skipped } = await read(name);
    expect(skipped).toEqual([]);
    const net = orThrow(fromBindsnet(json, tensors));
    const weights = Object.fromEntries(
      json.connections.map(({ source, target }) => [`${source}>${target}`, toJson(tensors[`${source}>${target}.w`]!)]),
    );
    const ready = orThrow(fromBindsnet({ model: name, params: params[name]!, weights }));
    const begun = initial(ready, { seed: 3 });
    const layers = Object.fromEntries(
      Object.entries(begun.layers).map(([layer, vars]) => {
        const theta: Tensor | undefined = tensors[`${layer}.theta`];
        return [layer, theta === undefined ? vars : { ...vars, theta }];
      }),
    ) as typeof begun.layers;
    const [one, other] = [await lived(net, initial(net, { seed: 3 })), await lived(ready, { ...begun, layers })];
    expect(Object.values(one.spikes).every((spikes) => (spikes as readonly unknown[]).length > 20)).toBe(true);
    expect(one.spikes).toEqual(other.spikes);
    expect(one.state.layers).toEqual(other.state.layers);
    expect(one.state.connections).toEqual(other.state.connections);
  });

  const bySelf = (name: string) =>
    spawnSync(python, [script, join(folder, `${name}.pt`), join(folder, `${name}-again`)], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONPATH: join(import.meta.dirname, 'support') },
    });

  test('the script by itself writes the same files', () => {
    expect(bySelf('DiehlAndCook2015')).toMatchObject({ status: 0, stderr: '' });
    for (const end of ['json', 'safetensors'])
      expect(readFileSync(join(folder, `DiehlAndCook2015-again.${end}`))).toEqual(
        readFileSync(join(folder, `DiehlAndCook2015.${end}`)),
      );
  });

  test('the script refuses a class that it does not know, by its name', () => {
    const { status, stderr } = bySelf('foreign');
    expect(status).toBe(1);
    expect(stderr).toContain("layer 'Y' is CSRMNodes: want one of Input, McCullochPitts, IFNodes");
  });

  test('a tensor that is missing is a fault', async () => {
    const { json, tensors } = await read('TwoLayerNetwork');
    const { 'X>Y.w': _, ...others } = tensors;
    const result = fromBindsnet(json, { ...others, 'Y.theta': tensor([1], [1]) });
    expect(E.isLeft(result) && result.left.map(explain)).toEqual([
      "description: unknown tensor 'X>Y.w': one of 'Y.theta'",
    ]);
  });
});
