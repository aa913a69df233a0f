import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { jsTarget, wasmTarget } from '../../src/backends/fused/ir/target.js';
import { expectFaithful } from './support/compiled.js';
import { countingOn } from './support/counted.js';
import { kernelEdges } from './support/kernel-edges.js';
import { countsOf, endOf, header } from './support/kernel-table.js';

afterEach(() => vi.restoreAllMocks());

describe('kernels of few elements, about as many as a vector has', () => {
  const table = [header];
  test.each(Object.entries(kernelEdges))('do what eager does: %s', (name, { graph, first, later }) => {
    const targets = [countingOn(wasmTarget), countingOn(jsTarget)] as const;
    expectFaithful(graph, first, later);
    const [[onWasm], [onJs]] = targets;
    table.push(`${countsOf(onWasm!.routines, onWasm!.ran)} ${name}, ${endOf(onWasm!.routines)} bytes of memory`);
    table.push(`${countsOf(onJs!.routines, onJs!.ran)} in JavaScript, ${endOf(onJs!.routines)} bytes`);
  });

  test('are so much code, and run so many statements (`vitest -u` writes the table anew)', async () => {
    await expect(`${table.join('\n')}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'support', 'kernel-edges.txt'));
  });
});
