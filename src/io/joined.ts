import { forEachBlock } from '../core/deferred.js';
import { at, fault, type Fault } from '../core/faults/errors.js';
import type { AnyNetwork, Wire } from '../core/network.js';
import { hasOwn } from '../core/record.js';
import type { Plain } from '../core/term.js';
import { isRecord } from './description/decode.js';
import { bytesOf } from './file/numbers.js';
import { crcOf } from './file/crc.js';
import { inFile } from './file/header.js';

/**
 * Which neurons the weights of each sparse connection join, by its name: the CRC-32 of the sources, then of the targets, in 8 digits. The
 * weights are a list, which fits any pattern of as many synapses.
 */
export const joinedIn = (net: AnyNetwork): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries<Wire<string>>(net.connections).flatMap(([name, { connection }]) => {
      const { ends } = connection;
      if (ends === undefined) return [];
      const sum = crcOf((take) =>
        [ends.pre, ends.post].forEach((of) => forEachBlock(of, (some) => take(bytesOf(some)))),
      );
      return [[name, sum.toString(16).padStart(8, '0')] as const];
    }),
  );

/** The faults of a state whose weights join other neurons than those of a network. Files of before do not say. */
export const joinedFaults = (net: AnyNetwork, joined: Plain | undefined): readonly Fault[] => {
  if (joined === undefined) return [];
  if (!isRecord(joined)) return [inFile('joined', 'a record', 'something else')];
  const want =
    'between the neurons that the pattern of the network joins (its numbers and its seed are those of the saved one)';
  return Object.entries(joinedIn(net))
    .filter(([name, sum]) => hasOwn(joined, name) && joined[name] !== sum)
    .map(([name]) => at('file')(fault('Data', `synapses of connection '${name}'`, want, 'between others')));
};
