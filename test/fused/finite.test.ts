import { expect, test, vi, afterEach } from 'vitest';
import {
  explain,
  frames,
  initial,
  input,
  layer,
  network,
  orThrow,
  record,
  monitor,
  run,
  tensor,
  wasm,
  eager,
} from '../../src/index.js';
import { allFinite } from '../../src/core/check/finite.js';
import { finiteOn } from '../../src/backends/fused/finite.js';
import { wasmTarget } from '../../src/backends/fused/ir/target.js';

afterEach(() => vi.restoreAllMocks());

const look = finiteOn(wasmTarget);

test.each([0, 1, 255, 256, 1000, 4095, 4096, 4097, 9001])('one of %d numbers that is not finite is found', (n) => {
  const numbers = Float32Array.from({ length: n }, (_, k) => (k % 2 === 0 ? 3.4e38 : -1e-45));
  expect(look(numbers)).toBe(true);
  const places = new Set([0, 1, 5, 255, 4095, 4096, n - 2, n - 1].filter((place) => place >= 0 && place < n));
  for (const place of places)
    for (const odd of [NaN, Infinity, -Infinity]) {
      const strange = numbers.with(place, odd);
      expect([look(strange), allFinite(strange)], `${odd} at ${place}`).toEqual([false, false]);
    }
  expect(look(numbers)).toBe(true);
});

test('room is made once, for as many numbers as are looked at in one go, and for none where few are', () => {
  const asked: number[] = [];
  const memory = (bytes: number) => {
    asked.push(bytes);
    return wasmTarget.memory(bytes);
  };
  const other = finiteOn({ ...wasmTarget, memory });
  expect([other(new Float32Array(255)), asked]).toEqual([true, []]);
  for (const count of [256, 9001]) expect(other(new Float32Array(count))).toBe(true);
  expect(asked).toEqual([64 + 4 * 4096 + 64]);
});

test('where no memory is left JavaScript looks', () => {
  vi.spyOn(WebAssembly, 'Memory').mockImplementation(function () {
    throw new RangeError('could not allocate memory');
  });
  const other = finiteOn(wasmTarget);
  expect([other(new Float32Array(300)), other(new Float32Array(300).fill(NaN, 299))]).toEqual([true, false]);
});

test('a frame that is not finite ends a run as on eager, whatever its place in a block', async () => {
  const n = 300;
  const net = orThrow(network({ dt: 1 }, { X: layer([n], input()) }));
  for (const [step, neuron] of [
    [0, 3],
    [1, 299],
    [70, 0],
  ] as const) {
    const data = Float32Array.from({ length: 80 * n }, (_, k) => k % 7);
    data[step * n + neuron] = Infinity;
    const told = async (backend: typeof wasm) => {
      const ran = await run(backend, net, initial(net), frames({ X: tensor([80, n], data) }), {
        s: monitor(net, 'X', 's', record()),
      });
      if (ran._tag === 'Right') throw new Error('no fault');
      const { faults, steps, state, monitors } = ran.left;
      return { told: faults.map(explain), steps, state, s: monitors.s };
    };
    const found = await told(wasm);
    expect(found).toEqual(await told(eager));
    expect([found.told, found.steps]).toEqual([
      [`inputs 'X': frame ${step} must be finite numbers, got Infinity`],
      step,
    ]);
  }
});
