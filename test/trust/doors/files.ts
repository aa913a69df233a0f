import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { right } from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { initial, orThrow, tensor, zeros, type Source } from '../../../src/index.js';
import { fromNpy, fromSafetensors, fromTorch, load, save, toNpy, toSafetensors } from '../../../src/file.js';
import { aedat, eventTable, nMnist, prophesee } from '../../../src/events.js';
import { readNir, writeNir } from '../../../src/nir.js';
import { withChecksum } from '../../saving/support/raw.js';
import { aedat2File, aedat3File, datFile, evt2File, evt3File, nMnistFile } from '../../events/support/files.js';
import { door, tried, triedLater, type Door } from './door.js';
import { byteEdits, changedBytes } from './junk.js';
import { some } from './plain.js';

const saved = some.slice(0, 12).map((net) => orThrow(save(net, initial(net))));
const x = tensor([2, 3], [1, 2, 3, 4, 5, 6]);
const tensors = orThrow(toSafetensors({ tensors: { x, s: zeros([5], 'bool') }, metadata: { a: 'b' } }));
const npy = orThrow(toNpy(x));
const torchFolder = join(import.meta.dirname, '..', '..', 'saving', 'files', 'torch');
const torch = readdirSync(torchFolder).map((name) => new Uint8Array(readFileSync(join(torchFolder, name))));
const nir = orThrow(
  writeNir({
    type: 'NIRGraph',
    nodes: {
      input: { type: 'Input', shape: [2] },
      linear: { type: 'Linear', weight: tensor([3, 2], [1, 2, 3, 4, 5, 6]) },
      output: { type: 'Output', shape: [3] },
    },
    edges: [
      ['input', 'linear'],
      ['linear', 'output'],
    ],
  }),
);

const events = [1, 5, 6, 900, 70_000].map((us, k) => ({ us, x: k, y: 2 * k, polarity: (k % 2) as 0 | 1 }));

/** Bytes of a format, changed, into what reads them. */
const format = (
  name: string,
  valid: readonly Uint8Array[],
  enter: (bytes: Uint8Array) => string | undefined | Promise<string | undefined>,
  usual = 50_000,
): Door =>
  door({
    name: `files, changed in 1 to 4 places: ${name}`,
    usual,
    inputs: fc.tuple(fc.nat(valid.length - 1), byteEdits),
    enter: ([which, all]) => enter(changedBytes(valid[which]!, all)),
  });

/** All steps of a recording, of which there may be very many where a time is wrong. */
const drained = (open: () => Source): string | undefined =>
  tried(() => {
    let steps = 0;
    for (const _ of open()(1)) if (++steps >= 200) break;
    return right(steps);
  });

const text = new TextEncoder().encode('time,neuron\n1.5,0\n2.25,3\n1e1,4\n40,1\n');

export const fileDoors: readonly Door[] = [
  format('saved networks', saved, (bytes) => tried(() => load(bytes))),
  format('saved networks, with a right checksum', saved, (bytes) =>
    tried(() => load(bytes.length < 46 ? bytes : withChecksum(bytes))),
  ),
  format('safetensors', [tensors], (bytes) => tried(() => fromSafetensors(bytes))),
  format('npy', [npy], (bytes) => tried(() => fromNpy(bytes))),
  format('PyTorch', torch, (bytes) => tried(() => fromTorch(bytes))),
  format('NIR', [nir], (bytes) => triedLater(() => readNir(bytes))),
  format('N-MNIST', [nMnistFile(events)], (bytes) => drained(() => nMnist(bytes))),
  format('Prophesee EVT2, EVT3 and DAT', [evt2File(events), evt3File(events), datFile(events)], (bytes) =>
    drained(() => prophesee(bytes)),
  ),
  format('AEDAT 2 and 3.1', [aedat2File(events), aedat3File(events)], (bytes) => drained(() => aedat(bytes))),
  format('tables of events', [text], (bytes) => drained(() => eventTable(bytes, { shape: [5] }))),
];
