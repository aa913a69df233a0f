import { isGroup, type Choice, type Dataset, type Group } from './array.js';
import { attributeMessages, datasetMessages, type Message } from './write-dataset.js';
import { nowhere, output, sequence, sequenceOf, padded, u16, u32, u64, u8, type Output } from './output.js';
import { writeTexts, type Reference } from './texts.js';

/**
 * Groups, numbers, booleans and texts as an HDF5 file in its oldest form (superblock 0), which all versions of h5py and of the HDF5
 * library read. Members lie in order of their names; texts are of any length, as h5py writes them; nothing is compressed.
 */
export const writeHdf5 = (root: Group): Uint8Array => {
  const out = output();
  const { leaf, inner } = treeSizes(root);
  out.add(new Uint8Array(superblockBytes));
  const reference = writeTexts(out, textsIn(root));
  const { header, tree, heap } = writeGroup(out, root, reference, leaf, inner);
  const bytes = out.bytes();
  const sizes = sequence(u8(8, 8, 0), u16(leaf, inner), u32(0));
  const addresses = sequence(u64(0), nowhere, u64(bytes.length), nowhere);
  const entry = sequence(u64(0, header), u32(1, 0), u64(tree, heap));
  bytes.set(sequence(signature, u32(0), u8(0), sizes, addresses, entry));
  return bytes;
};

const signature = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);
const superblockBytes = 96;

const textsIn = (item: Group | Dataset | Choice): readonly string[] => [
  ...('members' in item ? [...item.members.values()].flatMap(textsIn) : item.dtype === 'text' ? item.data : []),
  ...('attributes' in item ? Object.values(item.attributes).flatMap(textsIn) : []),
];

/** How many names a leaf of a group's tree has room for, and the tree for leaves (both are half of it): the largest group fits. */
const treeSizes = (root: Group): { readonly leaf: number; readonly inner: number } => {
  const sizes = (group: Group): readonly number[] => [
    group.members.size,
    ...[...group.members.values()].flatMap((item) => (isGroup(item) ? sizes(item) : [])),
  ];
  const half = Math.ceil(Math.sqrt(Math.max(...sizes(root))) / 2);
  return { leaf: Math.max(4, half), inner: Math.max(16, half) };
};

interface Written {
  readonly header: number;
  readonly tree: number;
  readonly heap: number;
}

/** Writes a group after its members: its names, the leaves and the root of its tree, and its header. */
const writeGroup = (out: Output, group: Group, reference: Reference, leaf: number, inner: number): Written => {
  const members = new Map([...group.members].map(([name, item]) => [byteText(name), item]));
  let offset = 8;
  const entries = [...members.keys()].sort().map((name) => {
    const [at, bytes] = [offset, padded(Uint8Array.from(`${name}\0`, (byte) => byte.charCodeAt(0)))];
    offset += bytes.length;
    return { at, bytes, ...written(out, members.get(name)!, reference, leaf, inner) };
  });
  // The heap begins with the empty name.
  const data = out.add(sequenceOf([new Uint8Array(8), ...entries.map(({ bytes }) => bytes)]));
  const heap = out.add(sequence('HEAP', u32(0), u64(offset, 1, data)));
  const leaves = Array.from({ length: Math.ceil(entries.length / (2 * leaf)) }, (_, k) => {
    const own = entries.slice(k * 2 * leaf, (k + 1) * 2 * leaf);
    const lines = own.flatMap(({ at, header, tree, heap: of }) => [
      u64(at, header),
      tree === undefined ? new Uint8Array(24) : sequence(u32(1, 0), u64(tree, of!)),
    ]);
    const rest = new Uint8Array((2 * leaf - own.length) * 40);
    return { at: out.add(sequence('SNOD', u8(1, 0), u16(own.length), ...lines, rest)), last: own.at(-1)!.at };
  });
  const keys = u64(...leaves.flatMap(({ at, last }) => [at, last]));
  const rest = new Uint8Array((2 * inner - leaves.length) * 16);
  const tree = out.add(sequence('TREE', u8(0, 0), u16(leaves.length), nowhere, nowhere, u64(0), keys, rest));
  const messages: readonly Message[] = [[17, u64(tree, heap)], ...attributeMessages(group, reference)];
  return { header: out.add(header(messages)), tree, heap };
};

const written = (
  out: Output,
  item: Group | Dataset,
  reference: Reference,
  leaf: number,
  inner: number,
): Pick<Written, 'header'> & Partial<Written> =>
  isGroup(item)
    ? writeGroup(out, item, reference, leaf, inner)
    : { header: out.add(header(datasetMessages(out, item, reference))) };

/** An object header of version 1 with its messages. */
const header = (messages: readonly Message[]): Uint8Array => {
  const body = sequence(
    ...messages.flatMap(([type, data]) => {
      const own = padded(data);
      return [u16(type, own.length), u32(0), own];
    }),
  );
  return sequence(u8(1, 0), u16(messages.length), u32(1, body.length, 0), body);
};

/** A letter for each byte of a name: sorted by them, names are in the order in which HDF5 looks them up. */
const byteText = (name: string): string =>
  Array.from(new TextEncoder().encode(name), (byte) => String.fromCharCode(byte)).join('');
