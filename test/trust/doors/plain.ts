import * as fc from 'fast-check';
import { initial, run, eager, vocabulary, type AnyNetwork } from '../../../src/index.js';
import { describe, fromDescription, restore, snapshot, toJson, type Json } from '../../../src/file.js';
import { networksOf } from '../../every/support/random.js';
import { door, tried, triedLater, type Door } from './door.js';
import { edited, edits, junk } from './junk.js';

/** Some networks that plain data can say, the same in each run. */
export const some: readonly AnyNetwork[] = fc.sample(networksOf(vocabulary), { seed: 7, numRuns: 60 });
const described = some.map((net) => JSON.stringify(describe(net)));
/** Their first states, and those as text. */
export const first = some.map((net) => initial(net));
const snapshots = first.map((state) => JSON.stringify(toJson(snapshot(state) as never)));

/** A network that was accepted has a state, and takes a silent step or says why not. */
const lives = async (net: AnyNetwork): Promise<string | undefined> =>
  triedLater(async () => run(eager, net, initial(net), [{}]));

const descriptions = door({
  name: 'descriptions of networks, changed in 1 to 3 places; what is accepted runs',
  usual: 100_000,
  inputs: fc.tuple(fc.nat(described.length - 1), edits),
  enter: async ([which, all]) => {
    const description = edited(described[which]!, all);
    let accepted: AnyNetwork | undefined;
    const wrong = tried(
      () => fromDescription(description as never),
      (net) => void (accepted = net as AnyNetwork),
    );
    return wrong ?? (accepted && (await lives(accepted)));
  },
});

const anyDescription = door({
  name: 'descriptions that are anything',
  usual: 100_000,
  inputs: fc.oneof(junk, fc.record({ dt: junk, layers: junk, connections: junk }, { requiredKeys: [] })),
  enter: (description) => tried(() => fromDescription(description as never)),
});

const states = door({
  name: 'snapshots of states, changed in 1 to 3 places',
  usual: 100_000,
  inputs: fc.tuple(fc.nat(some.length - 1), edits),
  enter: ([which, all]) => tried(() => restore(some[which]!, edited(snapshots[which]!, all) as Json)),
});

export const plainDoors: readonly Door[] = [descriptions, anyDescription, states];
