import { size } from '../../core/shape.js';
import type { AnyDataset } from './array.js';
import { chunkBytes, type Elements } from './chunk-bytes.js';
import { cursor, damaged, type File } from './cursor.js';
import { datatypeOf } from './datatype.js';
import { fillOf } from './fill-value.js';
import { filtersOf } from './filters.js';
import { messageOf, messages, type Message } from './header.js';
import { layoutOf, spaceOf, type Layout } from './layout.js';
import { roomWith, type Allowance } from './unwritten.js';
import { valuesOf } from './values.js';

/** A dataset, from the messages of its object header. */
export const readDataset = async (file: File, all: readonly Message[], unwritten: Allowance): Promise<AnyDataset> => {
  const told = (type: number, what: string): Uint8Array => {
    const data = messageOf(all, type);
    if (data === undefined) throw damaged('object', 'a group or a dataset', `one without ${what}`);
    return data;
  };
  const type = datatypeOf(file, told(messages.datatype, 'a type'));
  const space = spaceOf(file, told(messages.dataspace, 'a shape'));
  // A type without elements, h5py's Empty.
  if (space === undefined) return valuesOf(file, type, [0], new Uint8Array());
  if (messageOf(all, messages.externalFiles) !== undefined)
    throw damaged('data', 'in this file', 'data in other files, which are not read');
  const pipeline = messageOf(all, messages.filters);
  const filters = pipeline === undefined ? [] : filtersOf(file, pipeline);
  const layout = layoutOf(file, told(messages.layout, 'data'), filters.length > 0);
  const room = roomWith(fillOf(file, all, type.size), unwritten);
  return valuesOf(file, type, space.shape, await bytesIn({ file, ...space, width: type.size, filters, room }, layout));
};

const bytesIn = async (of: Elements, layout: Layout): Promise<Uint8Array> => {
  const whole = size(of.shape) * of.width;
  if (layout.is === 'here') return layout.bytes;
  if (layout.is === 'chunks') return chunkBytes(of, layout);
  return layout.address === undefined ? of.room(whole, 0) : cursor(of.file, layout.address).bytes(whole);
};
