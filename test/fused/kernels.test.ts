import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  eager,
  frames,
  initial,
  js,
  orThrow,
  rewarded,
  run,
  size,
  tensor,
  wasm,
  type Backend,
  type Tensor,
} from '../../src/index.js';
import type { Block, Routine, Statement } from '../../src/backends/fused/ir/ir.js';
import { jsTarget, wasmTarget } from '../../src/backends/fused/ir/target.js';
import { plain } from '../support/watched.js';
import { kernelScenes, type KernelScene } from './support/kernel-scenes.js';

afterEach(() => vi.restoreAllMocks());

/** Spikes of half of the neurons, of few, of none, of some and of all. */
const spikesFor = ({ net, rows }: KernelScene): Tensor => {
  const parts = [6, 1, 0, 3, 11];
  const shape = [rows, ...net.layers['X']!.shape];
  const spikes = parts.flatMap((part) => Array.from({ length: size(shape) }, (_, k) => Number((k * 7) % 11 < part)));
  return tensor([parts.length, ...shape], spikes, 'bool');
};

/** What comes of a run of each of some networks, and the programs that a backend compiles for it. */
const ran = async (backend: Backend, scene: KernelScene) => {
  const compiled = vi.spyOn(backend === js ? jsTarget : wasmTarget, 'compile');
  compiled.mockClear();
  const start = initial(scene.net, { batch: scene.rows, seed: 1 });
  const { state } = orThrow(await run(backend, scene.net, start, rewarded(frames({ X: spikesFor(scene) }), 0.5)));
  // A single routine compares tensors, or looks for numbers that are none.
  return { state: plain(state), programs: compiled.mock.calls.flatMap(([all]) => (all.length > 1 ? [all] : [])) };
};

const within = (of: Statement): readonly Block[] =>
  of._tag === 'If' ? [of.yes, of.no] : of._tag === 'For' || of._tag === 'DoWhile' ? [of.body] : [];
const statementsOf = (block: Block): readonly Statement[] =>
  block.flatMap((of) => [of, ...within(of).flatMap(statementsOf)]);

const columns: Readonly<Record<string, readonly Statement['_tag'][]>> = {
  loops: ['For', 'DoWhile'],
  ifs: ['If'],
  loads: ['Load', 'LoadNarrow'],
  stores: ['Store'],
  operations: ['Apply'],
  assignments: ['Assign', 'Copy', 'Fill'],
};

/** How much code some routines are. */
const countsOf = (routines: readonly Routine[]): string => {
  const tags = routines.flatMap(({ body }) => statementsOf(body)).map(({ _tag }) => _tag);
  return Object.entries(columns)
    .map(([name, of]) => String(tags.filter((tag) => of.includes(tag)).length).padStart(name.length + 1))
    .join('');
};
const endOf = (routines: readonly Routine[]): number => Math.max(...routines.map(({ end }) => end));

describe('the kernels of a network', () => {
  const table = [` ${Object.keys(columns).join(' ')}`];
  test.each(Object.entries(kernelScenes))('do what eager does: of %s', async (name, scene) => {
    const [{ state }, forWasm, forJs] = [await ran(eager, scene), await ran(wasm, scene), await ran(js, scene)];
    expect(forWasm.state).toBe(state);
    expect(forJs.state).toBe(state);
    forWasm.programs.forEach((routines, place) => {
      table.push(`\n${name}${place === 0 ? '' : ', the weights'}, ${endOf(routines)} bytes of memory`);
      for (const one of routines) table.push(`${countsOf([one])} ${one.name}`);
    });
    for (const routines of forJs.programs)
      table.push(`${countsOf(routines)} all of them in JavaScript, ${endOf(routines)} bytes`);
  });

  // A kernel that does the same with more code, or in more memory, is found nowhere else.
  test('are those of the table, in so much code and memory (`vitest -u` writes it anew)', async () => {
    await expect(`${table.join('\n')}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'support', 'kernels.txt'));
  });
});
