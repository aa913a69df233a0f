import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  concat,
  eager,
  frames,
  initial,
  js,
  rewarded,
  size,
  tensor,
  wasm,
  type Backend,
  type Tensor,
} from '../../src/index.js';
import type { Routine } from '../../src/backends/fused/ir/ir.js';
import { compile } from '../../src/backends/fused/plan/compile.js';
import { jsTarget, wasmTarget } from '../../src/backends/fused/ir/target.js';
import { play } from '../support/trials.js';
import { plain } from '../support/watched.js';
import { countingOn } from './support/counted.js';
import { kernelGraphs, kernelScenes, type KernelScene } from './support/kernel-scenes.js';
import { countsOf, endOf, header } from './support/kernel-table.js';
import { alone } from './support/setting.js';

afterEach(() => vi.restoreAllMocks());

/** Spikes of half of the neurons, of few, of none, of some, of all, and of the last alone. */
const spikesFor = ({ net, rows }: KernelScene): Tensor => {
  const shape = [rows, ...net.layers['X']!.shape];
  const count = size(shape);
  const steps = [6, 1, 0, 3, 11].map((part) => Array.from({ length: count }, (_, k) => Number((k * 7) % 11 < part)));
  const last = Array.from({ length: count }, (_, k) => Number(k === count - 1));
  return tensor([steps.length + 1, ...shape], [...steps.flat(), ...last], 'bool');
};

/** The same as numbers. */
const graded = ({ shape, data }: Tensor): Tensor =>
  tensor(
    shape,
    Array.from(data, (spike) => spike / 2),
  );

/** What comes of a run of each of some networks, and the programs that a backend compiles for it. */
const ran = async (backend: Backend, scene: KernelScene) => {
  const compiled = backend === eager ? [] : backend === js ? countingOn(jsTarget) : countingOn(wasmTarget);
  const start = initial(scene.net, { batch: scene.rows, seed: 1 });
  const spikes = spikesFor(scene);
  const given = scene.takesTurns ? [spikes, graded(spikes), spikes] : [spikes];
  const source = concat(given.map((X) => rewarded(frames({ X }), 0.5)));
  const { state, monitors } = await play(backend, scene.net, start, source);
  // A single routine compares tensors, or looks for numbers that are none.
  return {
    outcome: plain([state, monitors]),
    monitors,
    programs: compiled.filter(({ routines }) => routines.length > 1),
  };
};

describe('the kernels of a network', () => {
  const table = [header];
  const listed = (routines: readonly Routine[], ran: readonly number[] = []): void => {
    // Every program has these two, often with nothing to do.
    const does = ({ name, body }: Routine): boolean => body.length > 0 || !['inputs', 'moves'].includes(name!);
    routines.forEach((one, place) => {
      if (does(one)) table.push(`${countsOf([one], ran.slice(place, place + 1))} ${one.name}`);
    });
  };
  test.each(Object.entries(kernelScenes))('do what eager does: of %s', async (name, scene) => {
    const [{ outcome, monitors }, forWasm, forJs] = [
      await ran(eager, scene),
      await ran(wasm, scene),
      await ran(js, scene),
    ];
    expect(forWasm.outcome).toBe(outcome);
    expect(forJs.outcome).toBe(outcome);
    const spikes = Object.entries(monitors).filter(([of]) => of.endsWith(' s'));
    for (const [of, { data }] of spikes) expect(data.includes(1 as never), of).toBe(true);
    forWasm.programs.forEach(({ routines, ran }, place) => {
      table.push(`\n${name}${place === 0 ? '' : `, program ${place + 1}`}, ${endOf(routines)} bytes of memory`);
      listed(routines, ran);
    });
    for (const { routines, ran } of forJs.programs)
      table.push(`${countsOf(routines, ran)} all of them in JavaScript, ${endOf(routines)} bytes`);
  });

  test.each(Object.entries(kernelGraphs))('do %s', (name, graph) => {
    const { routines, largest } = compile(graph, { ...alone, addressOf: () => undefined, start: 16, lanes: 4 });
    table.push(`\n${name}, ${endOf(routines)} bytes of memory, at most ${largest} in one piece`);
    listed(routines);
  });

  // A kernel that does the same with more code, or in more memory, is found nowhere else.
  test('are those of the table, in so much code and memory (`vitest -u` writes it anew)', async () => {
    await expect(`${table.join('\n')}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'support', 'kernels.txt'));
  });
});
