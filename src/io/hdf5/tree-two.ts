import { bytesFor, damaged, present, structure, type File } from './cursor.js';

/** The records of a B-tree of version 2, in order. */
export const recordsOf = (file: File, address: number, type: number): readonly Uint8Array[] => {
  const c = structure(file, address, 'BTHD', 1);
  const [kind, nodeSize, recordSize, depth] = [c.u8(), c.u32(), c.u16(), c.u16()];
  c.skip(2);
  const [root, count] = [c.address(), c.u16()];
  c.length();
  c.checksum();
  if (kind !== type || recordSize < 5 || nodeSize < recordSize + 10 || depth > 8)
    throw damaged('index of a group or of chunks', `of type ${type}, with valid sizes`, `type ${kind}`);
  if (root === undefined) return [];

  // How wide the counts in a node are follows from how many records fit into the nodes below it.
  const countBytes = bytesFor(Math.floor((nodeSize - 10) / recordSize));
  const totals = [Math.floor((nodeSize - 10) / recordSize)];
  for (let level = 1; level < depth; level++) {
    const pointer = pointerBytes(file, countBytes, level, totals);
    const fit = Math.floor((nodeSize - 10 - pointer) / (recordSize + pointer));
    totals.push((fit + 1) * totals[level - 1]! + fit);
  }
  const seen = new Set<number>();
  const below = (at: number, records: number, level: number): readonly Uint8Array[] => {
    if (seen.has(at)) throw damaged('index of a group or of chunks', 'a tree', 'a cycle');
    seen.add(at);
    const node = structure(file, at, level === 0 ? 'BTLF' : 'BTIN', 2);
    const own = Array.from({ length: records }, () => node.bytes(recordSize));
    const pointers = Array.from({ length: level === 0 ? 0 : records + 1 }, () => {
      const child = present(node.address(), 'index of a group or of chunks');
      const within = node.number(countBytes);
      node.skip(pointerBytes(file, countBytes, level, totals) - file.wide.address - countBytes);
      return { child, within };
    });
    node.checksum();
    if (level === 0) return own;
    return pointers.flatMap(({ child, within }, k) => [...below(child, within, level - 1), ...own.slice(k, k + 1)]);
  };
  return below(root, count, depth);
};

const pointerBytes = (file: File, countBytes: number, level: number, totals: readonly number[]): number =>
  file.wide.address + countBytes + (level > 1 ? bytesFor(totals[level - 1]!) : 0);
