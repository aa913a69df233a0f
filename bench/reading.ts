import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { right } from 'fp-ts/lib/Either.js';
import { eager, frames, initial, input, layer, network, orThrow, run, type Backend, type Shape } from 'spikefold';
import { eventTable, nMnist } from 'spikefold/events';
import type { Claim, Subject } from './harness/claim.js';
import { secondsOf } from './harness/clock.js';
import { python } from './harness/python.js';

/** 1000 events a ms, of pixels that follow each other. */
const binary = (count: number): Uint8Array => {
  const bytes = new Uint8Array(5 * count);
  for (let k = 0; k < count; k++)
    bytes.set([k % 34, (7 * k) % 34, ((k & 1) << 7) | ((k >> 16) & 127), (k >> 8) & 255, k & 255], 5 * k);
  return bytes;
};

const table = (count: number): Uint8Array =>
  new TextEncoder().encode(Array.from({ length: count }, (_, k) => `${(k / 100).toFixed(2)},${k % 100}\n`).join(''));

interface Format {
  readonly name: 'n-mnist' | 'csv';
  readonly make: (count: number) => Uint8Array;
  readonly shape: Shape;
  readonly source: <B extends Uint8Array | AsyncIterable<Uint8Array>>(bytes: B) => ReturnType<typeof nMnist<B>>;
}

const formats: readonly Format[] = [
  { name: 'n-mnist', make: binary, shape: [2, 34, 34], source: (bytes) => nMnist(bytes) },
  { name: 'csv', make: table, shape: [100], source: (bytes) => eventTable(bytes, { shape: [100] }) },
];

/** Bytes in memory to a tensor for each ms. */
const read = ({ make, source }: Format, count: number): Subject => ({
  name: 'spikefold',
  kind: 'ours',
  open: async () => {
    const bytes = make(count);
    return right({
      round: async (clock) => {
        const began = secondsOf(clock);
        Array.from(source(bytes)(1), () => 0);
        return (secondsOf(clock) - began) / count;
      },
    });
  },
});

/** A file that is streamed through an input layer. */
const streamed = (backend: Backend, { make, shape, source }: Format, count: number): Subject => ({
  name: `a run on ${backend.name}`,
  kind: 'ours',
  open: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reading-'));
    const path = join(folder, 'events');
    writeFileSync(path, make(count));
    const net = orThrow(network({ dt: 1 }, { X: layer(shape, input()) }));
    const state = initial(net);
    return right({
      round: async (clock) => {
        const began = secondsOf(clock);
        orThrow(await run(backend, net, state, frames({ X: source(createReadStream(path)) })));
        return (secondsOf(clock) - began) / count;
      },
      close: () => rmSync(folder, { recursive: true }),
    });
  },
});

export const reading: Claim = {
  name: 'reading',
  about: 'files of events into steps of 1 ms: N-MNIST (5 bytes an event) and lines of text; ns an event',
  cases: ({ backends, quick }) =>
    formats.map((format) => {
      const count = quick ? 1e5 : format.name === 'csv' ? 2e6 : 8e6;
      return {
        size: `${format.name} ${count} events`,
        unit: 'ns',
        scale: 1e9,
        subjects: [
          read(format, count),
          ...backends.filter(({ name }) => name !== eager.name).map((backend) => streamed(backend, format, count)),
          python('numpy', 'reading_numpy', { format: format.name, count }, count),
        ],
      };
    }),
};
