import { damaged, present, structure, type Cursor, type File } from './cursor.js';

/**
 * The children of a B-tree of version 1, from left to right, each with the key before it: of a group the nodes of its symbol
 * table, of chunked data the chunks. A tree that comes back to one of its nodes is damaged.
 */
export const treeLeaves = <K>(
  file: File,
  root: number,
  type: 0 | 1,
  keyOf: (c: Cursor) => K,
): readonly { readonly key: K; readonly child: number }[] => {
  const seen = new Set<number>();
  const below = (address: number, level?: number): readonly { readonly key: K; readonly child: number }[] => {
    if (seen.has(address)) throw damaged('tree of a group or of chunks', 'without cycles', 'a cycle');
    seen.add(address);
    const c = structure(file, address, 'TREE', 0);
    const [kind, own, used] = [c.u8(), c.u8(), c.u16()];
    if (kind !== type || (level !== undefined && own !== level))
      throw damaged(
        'node of a tree',
        `of type ${type}${level === undefined ? '' : `, level ${level}`}`,
        `${kind}, level ${own}`,
      );
    // Its neighbours.
    c.skip(2 * file.wide.address);
    const entries = Array.from({ length: used }, () => ({ key: keyOf(c), child: present(c.address(), 'tree') }));
    return own === 0 ? entries : entries.flatMap(({ child }) => below(child, own - 1));
  };
  return below(root);
};
