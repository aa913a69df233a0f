import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { explain, orThrow, tensor, zeros, type Tensor } from '../../src/index.js';
import { toSafetensors, transposed } from '../../src/file.js';
import { loadTensors } from '../../src/node.js';
import { said } from './support/tried.js';

const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, contents: Uint8Array | string): string => {
  writeFileSync(join(folder, name), contents);
  return join(folder, name);
};
const safetensors = (tensors: Readonly<Record<string, Tensor>>): Uint8Array =>
  orThrow(toSafetensors({ tensors, metadata: {} }));
const index = (files: object): string => JSON.stringify({ metadata: { total_size: 8 }, weight_map: files }, null, 2);

const [a, b] = [tensor([2], [1, 2]), tensor([1], [3])];
write('1.safetensors', safetensors({ a }));
write('2.safetensors', safetensors({ b }));

describe('the tensors of a file', () => {
  test('of safetensors, of torch.save, and of an index of several', async () => {
    const torch = join(import.meta.dirname, 'files', 'torch', 'one.pt');
    const shards = write('all.json', index({ b: '2.safetensors', a: '1.safetensors' }));
    expect(orThrow(await loadTensors(pathToFileURL(join(folder, '1.safetensors'))))).toEqual({
      tensors: { a },
      metadata: {},
      skipped: [],
    });
    expect(orThrow(await loadTensors(torch)).tensors['']?.shape).toEqual([2, 2]);
    for (const path of [shards, pathToFileURL(shards)])
      expect(orThrow(await loadTensors(path))).toEqual({ tensors: { a, b }, skipped: [] });
  });

  test('of an index keep the reasons of those that were skipped', async () => {
    const header = JSON.stringify({ c: { dtype: 'F8_E4M3', shape: [1], data_offsets: [0, 1] } });
    const prefix = new Uint8Array(8);
    new DataView(prefix.buffer).setBigUint64(0, BigInt(header.length), true);
    write('3.safetensors', Uint8Array.from([...prefix, ...new TextEncoder().encode(header), 0]));
    const read = orThrow(await loadTensors(write('odd.json', index({ c: '3.safetensors', a: '1.safetensors' }))));
    expect([read.tensors, read.skipped.map(explain)]).toEqual([{ a }, [expect.stringMatching(/^file: dtype of .*F8/)]]);
  });

  test.each([
    [
      'a file outside',
      index({ a: '../1.safetensors' }),
      "file of tensor 'a' must be the name of a file in the folder of the index, got '../1.safetensors'",
    ],
    [
      'a folder',
      index({ a: '..' }),
      "file of tensor 'a' must be the name of a file in the folder of the index, got '..'",
    ],
    [
      'no map',
      '{"metadata": {}}',
      "index must be a record with 'weight_map', the file of each tensor, got { metadata: {} }",
    ],
    [
      'a tensor that is in no file',
      index({ b: '1.safetensors' }),
      "tensor 'b' must be in '1.safetensors', as the index says, got none",
    ],
  ])('%s in an index is refused', async (name, text, sentence) => {
    const path = write(`${name}.json`, text);
    expect(said(await loadTensors(path))).toEqual([`file '${path}': ${sentence}`]);
  });

  test('a file that is missing or of another kind is named', async () => {
    const lost = write('lost.json', index({ a: '9.safetensors' }));
    expect(said(await loadTensors(lost))[0]).toMatch(`file '${join(folder, '9.safetensors')}': reading failed: ENOENT`);
    const text = write('text', 'no tensors, but a text of some length');
    expect(said(await loadTensors(text))[0]).toMatch(`file '${text}': header length (bytes 0 to 7) must be`);
  });
});

test('a matrix is transposed', () => {
  expect(transposed(tensor([2, 3], [1, 2, 3, 4, 5, 6], 'i32'))).toEqual(tensor([3, 2], [1, 4, 2, 5, 3, 6], 'i32'));
  expect(() => transposed(zeros([3]))).toThrow('transposed: matrix must be a tensor of two axes, got a tensor f32 [3]');
});
