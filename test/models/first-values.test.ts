import { expect, test } from 'vitest';
import { initial, lif, oneSpike, srm0, summed, traced, vocabulary, winners } from '../../src/index.js';
import { poissonDriven } from '../../src/cells.js';
import { entriesOf, type AnyModel } from '../../src/authoring.js';
import { alone } from '../support/alone.js';
import { isWrapper } from '../every/support/parts.js';

/** Where variables start that neither rest nor are 0: of izhikevich u = b rest; the gates of hodgkinHuxley where they stay. */
const elsewhere: Readonly<Record<string, readonly string[]>> = { izhikevich: ['u'], hodgkinHuxley: ['m', 'h', 'n'] };

/** Where voltages of models start that have no resting voltage, mV. */
const voltages: Readonly<Record<string, number>> = { integrateAndFire: -65, mcCullochPitts: 0, nirIf: 0 };

const models: readonly (readonly [string, AnyModel])[] = [
  ...entriesOf(vocabulary, 'model')
    .filter((entry) => !isWrapper(entry))
    .map((entry) => [entry.name, entry.make({})] as const),
  ['traced', traced(lif())],
  ['summed', summed(lif())],
  ['winners', winners(lif())],
  ['oneSpike', oneSpike(lif())],
  ['poissonDriven', poissonDriven(lif(), { rate: 1, weight: 1 })],
  ['traced(srm0)', traced(srm0())],
];

const restOf = ({ params }: AnyModel['term']): number | undefined => {
  const { rest, of } = params as { readonly rest?: number; readonly of?: AnyModel['term'] };
  return rest ?? (of && restOf(of));
};

test.each(models)('the voltage of %s starts at rest, everything else at 0', (name, model) => {
  const { N } = initial(alone([2], model)).layers;
  for (const [variable, { data }] of Object.entries(N!)) {
    if (elsewhere[name]?.includes(variable)) continue;
    const first = variable === 'v' ? Math.fround(restOf(model.term) ?? voltages[name]!) : 0;
    expect(Array.from(data), variable).toEqual(Array.from(data, () => first));
  }
});
