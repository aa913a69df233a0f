import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explain, orThrow, tensor } from '../../src/index.js';
import { fromTorch, type TorchFile } from '../../src/file.js';
import { crc32 } from '../../src/io/file/crc.js';
import { quickLaw } from '../support/law.js';

/** Files of PyTorch 1.13, written by support/write-torch.py. */
const file = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, 'files', 'torch', `${name}.pt`)));
const said = (bytes: Uint8Array): readonly string[] => {
  const read = fromTorch(bytes);
  return E.isLeft(read) ? read.left.map(explain) : [];
};
const shown = ({ tensors }: TorchFile): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, data }]) => [
      name,
      `${dtype} [${shape.join()}] ${data.join()}`,
    ]),
  );

describe('a file of torch.save', () => {
  test('of a state dict gives its tensors by their names', () => {
    const { tensors, values, skipped } = orThrow(fromTorch(file('state')));
    expect(Object.keys(tensors)).toEqual([
      '0.weight',
      '0.bias',
      '1.weight',
      '1.bias',
      '1.running_mean',
      '1.running_var',
      '1.num_batches_tracked',
    ]);
    expect(tensors['0.weight']).toEqual(
      tensor(
        [2, 3],
        [
          -0.004322517663240433, 0.3097158372402191, -0.4751853346824646, -0.4248946011066437, -0.2223689705133438,
          0.15482072532176971,
        ],
      ),
    );
    expect([values, skipped]).toEqual([{}, []]);
  });

  test.each(['mixed', 'protocol-4'])('of dicts and lists of anything gives it by its path: %s', (name) => {
    const read = orThrow(fromTorch(file(name)));
    expect(shown(read)).toEqual({
      t: 'i32 [3,2] 0,3,1,4,2,5',
      h: 'f32 [1] 1.5',
      b: 'f32 [1] 1.5',
      d: `f32 [1] ${Math.fround(0.1)}`,
      m: 'bool [2] 1,0',
      u: 'i32 [1] 200',
      z: 'f32 [0,3] ',
      slice: 'f32 [3] 3,5,7',
      p: 'f32 [2] 1,1',
      c: 'i32 [1] 0',
      i: 'i32 [1] 0',
    });
    expect(read.values).toEqual({
      'n.lr': 0.1,
      'n.steps.0': 1,
      'n.steps.1': 2,
      'n.steps.2': 2 ** 40,
      'n.name': 'x',
      'n.none': null,
      'n.ok': true,
    });
    expect(read.skipped.map(explain)).toEqual([
      "file: tensor 'e' must be within its 1 stored numbers (save tensor.contiguous() if it was expanded), got [4] by steps of [0] from 0",
      "file: 'big' must be a whole number below 2^53, got -1152921504606846976",
    ]);
  });

  test('of one tensor has it under the empty path', () => {
    expect(shown(orThrow(fromTorch(file('one'))))).toEqual({ '': 'f32 [2,2] 1,1,1,1' });
  });

  test('may be an archive whose directory has its end in wide numbers', () => {
    const narrow = file('one');
    const at = narrow.length - 22;
    const end = new DataView(narrow.buffer, narrow.byteOffset + at);
    const wide = new DataView(new ArrayBuffer(56 + 20 + 22));
    wide.setUint32(0, 0x06064b50, true);
    wide.setUint32(32, end.getUint16(10, true), true);
    wide.setUint32(48, end.getUint32(16, true), true);
    wide.setUint32(56, 0x07064b50, true);
    wide.setUint32(64, at, true);
    wide.setUint32(76, 0x06054b50, true);
    wide.setUint16(86, 0xffff, true);
    wide.setUint32(92, 0xffffffff, true);
    const bytes = Uint8Array.from([...narrow.subarray(0, at), ...new Uint8Array(wide.buffer)]);
    expect(shown(orThrow(fromTorch(bytes)))).toEqual({ '': 'f32 [2,2] 1,1,1,1' });
  });

  test('of an optimiser has its numbers', () => {
    const { tensors, values } = orThrow(fromTorch(file('adam')));
    expect(tensors['state.3.exp_avg']?.shape).toEqual([2]);
    expect([values['param_groups.0.lr'], values['param_groups.0.params.3']]).toEqual([0.001, 3]);
  });

  test('gives tied tensors and views each in full, and names those that are marked as negative', () => {
    const { tensors, skipped } = orThrow(fromTorch(file('views')));
    expect(tensors['tied']).toEqual(tensors['weight']);
    expect(shown({ tensors, values: {}, skipped })).toEqual({
      weight: 'f32 [2,3] 0,1,2,3,4,5',
      tied: 'f32 [2,3] 0,1,2,3,4,5',
      'nested.rows.0': 'f32 [3] 3,4,5',
      'nested.rows.1.last': 'f32 [2] 2,5',
      brain: 'f32 [3,2] 0,3,1,4,2,5',
    });
    expect(skipped.map(explain)).toEqual([
      "file: tensor 'negative' must be as it is stored (save tensor.resolve_neg()), got a view by neg",
    ]);
  });

  test('of PyTorch 2.3 and later gives numbers whose type is beside their bytes', () => {
    const read = orThrow(fromTorch(file('newer')));
    expect(shown(read)).toEqual({
      u2: 'i32 [2,3] 1,65535,2,3,40,40000',
      turned: 'i32 [2,2] 65535,40,2,40000',
      u4: 'i32 [2] 2147483647,7',
      u8: 'i32 [1] 2147483647',
      none: 'i32 [0,2] ',
      w: 'f32 [1] 1',
    });
    expect(read.skipped.map(explain)).toEqual([
      "file: tensor 'large' must be U32 numbers that fit into i32, got 4294967295 at place 0",
      expect.stringMatching(/^file: dtype of tensor 'f1' must be one of .*, got 'F8_E4M3'$/),
    ]);
  });

  test('with a type that we have not is read without that tensor', () => {
    const { tensors, skipped } = orThrow(fromTorch(file('complex')));
    expect([Object.keys(tensors), skipped.map(explain)]).toEqual([
      ['x'],
      [expect.stringMatching(/^file: dtype of tensor 'c' must be one of .*, got 'complex64'$/)],
    ]);
  });
});

describe('a file that is refused', () => {
  test.each([
    [
      'module',
      "byte 2 of data.pkl must be part of tensors, dicts, lists, numbers or strings, got 'torch.nn.modules.container.Sequential', which is code of Python: save module.state_dict(), or a dict of tensors",
    ],
    [
      'sparse',
      "byte 51 of data.pkl must be part of tensors, dicts, lists, numbers or strings, got 'torch._utils._rebuild_sparse_tensor', which is code of Python: save module.state_dict(), or a dict of tensors",
    ],
    [
      'legacy',
      'format must be a zip archive, as torch.save writes since PyTorch 1.6 (load it there, and save it again), got a bare pickle',
    ],
    ['keys', "byte 212 of data.pkl must be keys that differ as strings, got '1' twice"],
  ])('%s', (name, sentence) => {
    expect(said(file(name))).toEqual([`file: ${sentence}`]);
  });

  test('encrypted', () => {
    const bytes = Uint8Array.from(file('one'));
    const isEntry = (_: number, at: number): boolean => [0x50, 0x4b, 1, 2].every((byte, k) => bytes[at + k] === byte);
    // The first flag of the first file in the directory.
    bytes[bytes.findIndex(isEntry) + 8]! |= 1;
    expect(said(bytes)[0]).toMatch(/^file: '.*' must be unencrypted, got encrypted$/);
  });

  test('no archive, one of something else, or no bytes', () => {
    expect(said(new Uint8Array(100))).toEqual([
      'file: end must be that of a zip archive, got something else: the file is cut short, or of another kind',
    ]);
    expect(said(pickled([0x4e, 0x2e], 'other.pkl'))[0]).toMatch(/^file: archive must be with a 'data.pkl'/);
    expect(said('net.pt' as never)).toEqual([
      "file: bytes must be a Uint8Array, got 'net.pt' (readFile(path) of node:fs/promises gives the bytes of a file)",
    ]);
  });

  test('a dict within itself, and lists that grow without end when they are written out', () => {
    const [list, keep, again, append] = [0x5d, [0x71, 0], [0x68, 0], 0x61];
    expect(said(pickled([list, ...keep, ...again, append, 0x2e]))[0]).toMatch(/at most 64 levels/);
    const doubled = (id: number): number[] => [0x5d, 0x71, id, 0x68, id - 1, 0x61, 0x68, id - 1, 0x61];
    const growing = [list, ...keep, ...Array.from({ length: 40 }, (_, k) => doubled(k + 1)).flat(), 0x2e];
    expect(said(pickled(growing))[0]).toMatch(/1000000 entries in all, got more/);
  });
});

/** An archive with one file. */
const pickled = (bytes: readonly number[], name = 'data.pkl'): Uint8Array => {
  const [path, data] = [new TextEncoder().encode(`a/${name}`), Uint8Array.from(bytes)];
  const header = (signature: number, length: number, at: number): Uint8Array => {
    const view = new DataView(new ArrayBuffer(length));
    view.setUint32(0, signature, true);
    view.setUint32(at, crc32(data), true);
    [4, 8].forEach((place) => view.setUint32(at + place, data.length, true));
    view.setUint16(at + 12, path.length, true);
    return new Uint8Array(view.buffer);
  };
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, 1, true);
  end.setUint32(16, 30 + path.length + data.length, true);
  const parts = [header(0x04034b50, 30, 14), path, data, header(0x02014b50, 46, 16), path, new Uint8Array(end.buffer)];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
};

describe('a damaged file', () => {
  const bytes = file('mixed');
  const whole = fromTorch(bytes);
  const isWhole = (read: E.Either<unknown, TorchFile>): boolean => JSON.stringify(read) === JSON.stringify(whole);

  test('cut short anywhere is refused', () => {
    for (let length = 0; length < bytes.length; length++) expect(said(bytes.slice(0, length))).not.toEqual([]);
  });

  test('with a byte changed is refused, or was changed where nothing is read', () => {
    const others = Array.from(bytes.keys()).filter((place) => {
      const damaged = bytes.slice();
      damaged[place]! ^= 0x55;
      const read = fromTorch(damaged);
      return E.isRight(read) && !isWhole(read);
    });
    expect(others).toEqual([]);
  });

  quickLaw('of any pickle at all never throws', [fc.uint8Array({ maxLength: 60 })], (any) => {
    fromTorch(pickled([...any]));
  });
});
