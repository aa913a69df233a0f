import { damaged, type File } from './cursor.js';
import { messagesAt } from './header.js';
import { linksOf, type Link } from './links.js';

/** The most soft links on the way to one object, as in the HDF5 library. */
const most = 16;

/** Finds the object header that a member of a group is, by way of soft links: paths from their group or, with a slash first, from the root. */
export const finding = (file: File, root: number): ((group: number, name: string) => number) => {
  const known = new Map<number, ReadonlyMap<string, Link>>();
  const membersAt = (address: number): ReadonlyMap<string, Link> => {
    const links =
      known.get(address) ?? new Map(linksOf(file, messagesAt(file, address))?.map((one) => [one.name, one]));
    known.set(address, links);
    return links;
  };
  return (group, member) => {
    /** The names to go on by, the next one last. */
    const ahead = [member];
    let at = group;
    for (let soft = 0; ahead.length > 0;) {
      const link = membersAt(at).get(ahead.pop()!);
      if (link === undefined) throw lost(member, 'a soft link to what is not there');
      if (link.to === undefined) throw lost(member, 'a link into another file, which is not followed');
      if (typeof link.to === 'number') {
        at = link.to;
        continue;
      }
      if (++soft > most) throw lost(member, `more than ${most} soft links, one behind the other`);
      if (link.to.startsWith('/')) at = root;
      const names = link.to.split('/').filter((name) => name !== '' && name !== '.');
      for (const name of names.reverse()) ahead.push(name);
    }
    return at;
  };
};

const lost = (member: string, got: string): Error => damaged(`'${member}'`, 'a group or a dataset', got);
