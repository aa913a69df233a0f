import { expect, test } from 'vitest';
import { explain, filled, isLeft, layer, lif, network, vocabulary } from '../../src/index.js';
import { entriesOf, type EntryOf } from '../../src/authoring.js';

/** More than can be the arguments of one call. */
const neurons = 130_000;

/** A number for each neuron in place of the default, for every parameter that may have one. */
const oneEach = ({ parameters }: EntryOf<'model'>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, [otherwise, constraint]]) => {
      if (constraint.is !== 'param' || constraint.per !== 'neuron') return [];
      const value = typeof otherwise === 'number' ? otherwise : constraint.usual[1];
      return [[name, filled([neurons], value)] as const];
    }),
  );

test.each(entriesOf(vocabulary, 'model'))('$name takes a number for each of many neurons', (entry) => {
  const model = entry.make({ ...oneEach(entry), ...('of' in entry.parameters && { of: lif() }) });
  const built = network({ dt: 1 }, { Y: layer([neurons], model) });
  expect(isLeft(built) ? built.left.map(explain) : []).toEqual([]);
});
