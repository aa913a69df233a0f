import { afterEach, expect, test, vi } from 'vitest';
import { adaptiveLif, filled, frames, initial, layer, network, orThrow, repeat, run, wasm } from '../../src/index.js';

afterEach(() => vi.restoreAllMocks());

test('a network whose threshold rises is compiled once, also where one number tells all thresholds', async () => {
  const net = orThrow(network({ dt: 1 }, { Y: layer([1], adaptiveLif({ thetaPlus: 1 })) }));
  const drive = frames({ Y: repeat(filled([1], 20), 20) });
  const first = orThrow(await run(wasm, net, initial(net), drive));
  expect(first.state.layers.Y.theta.data[0]).toBeGreaterThan(0);
  const compiled = vi.spyOn(WebAssembly, 'Module');
  orThrow(await run(wasm, net, first.state, drive));
  expect(compiled).not.toHaveBeenCalled();
});
