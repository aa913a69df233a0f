import { describe, expect, test } from 'vitest';
import { always, eager, filled, frames, initial, isLeft, lasting, layer, monitor, network } from '../../src/index.js';
import { orThrow, record, run, tensor, vocabulary, type Tensor } from '../../src/index.js';
import { entriesOf, type AnyModel, type EntryOf } from '../../src/authoring.js';

/** A computation may leave -0 where there is nothing: it has to mean what 0 means. */
const zeros = [0, -0] as const;

/** The numbers of a tensor, without the sign of 0. */
const numbers = ({ data }: Tensor): readonly number[] => Array.from(data, (value) => value + 0);

describe('of encoders', () => {
  test.each(entriesOf(vocabulary, 'encoder'))('$name takes -0 for 0', ({ parameters, make }) => {
    const what = 'rates' in parameters ? 'rates' : 'datum';
    const others = { time: 20, ...('seed' in parameters && { seed: 1 }) };
    const [plus, minus] = zeros.map((zero) =>
      [...make({ ...others, [what]: tensor([4], [zero, 1, 50, zero]) })(1)].flatMap(numbers),
    );
    expect(minus).toEqual(plus);
  });
});

/** The parameters of a model that may be 0. */
const mayBeZero = ({ parameters }: EntryOf<'model'>): readonly string[] =>
  Object.entries(parameters).flatMap(([name, [, constraint]]) =>
    (constraint.is === 'param' || constraint.is === 'number') && constraint.holds(0) ? [name] : [],
  );

const models = entriesOf(vocabulary, 'model')
  .filter(({ parameters }) => !('of' in parameters))
  .flatMap((entry) => mayBeZero(entry).map((name) => [`${name} of ${entry.name}`, entry, name] as const));

describe('of models', () => {
  const history = async (model: AnyModel): Promise<readonly (readonly number[])[]> => {
    const built = network({ dt: 1 }, { Y: layer([3], model) });
    if (isLeft(built)) return [];
    const net = built.right;
    const watched = Object.fromEntries(net.layers.Y.variables.map((name) => [name, monitor(net, 'Y', name, record())]));
    const drive = lasting(20, model.source === true ? always({}) : frames({ Y: always(filled([3], 2)) }));
    const ran = await run(eager, net, initial(net, { seed: 1 }), drive, watched);
    return Object.values({ ...(isLeft(ran) ? ran.left : ran.right).monitors }).map(numbers);
  };
  test.each(models)('%s may be -0', async (_, { make }, name) => {
    const [plus, minus] = await Promise.all(zeros.map((zero) => history(make({ [name]: zero }))));
    expect(minus).toEqual(plus);
  });
  test('are many', () => expect(models.length).toBeGreaterThan(50));
});

test('a source of rates -0 is silent', async () => {
  const { make } = entriesOf(vocabulary, 'model').find(({ name }) => name === 'spikeSourcePoisson')!;
  const net = orThrow(network({ dt: 1 }, { S: layer([5], make({ rate: filled([5], -0) })) }));
  const { monitors } = orThrow(
    await run(eager, net, initial(net), lasting(100, always({})), { s: monitor(net, 'S', 's', record()) }),
  );
  expect(monitors.s.data.every((s) => s === 0)).toBe(true);
});
