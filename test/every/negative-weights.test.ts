import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import {
  dense,
  eager,
  filled,
  initial,
  input,
  layer,
  network,
  orThrow,
  run,
  tensor,
  vocabulary,
  type AnyNetwork,
  type Faults,
} from '../../src/index.js';
import { entriesOf, type AnyModel } from '../../src/authoring.js';

const receptors = entriesOf(vocabulary, 'model')
  .filter(({ parameters }) => !('of' in parameters))
  .flatMap(({ name, make }) => {
    const model: AnyModel = make({});
    return Object.keys(model.receptors ?? {}).map((receptor) => ({ name, receptor, model }));
  });

test.each(receptors)('a weight below 0 into $receptor of $name lowers something, or is refused', async (of) => {
  const built = (weight: number): E.Either<Faults, AnyNetwork> =>
    network({ dt: 0.1 }, { X: layer([1], input()), Y: layer([1], of.model) }, (connect) => ({
      XY: connect('X', `Y.${of.receptor}` as 'Y', dense(filled([1, 1], weight))),
    }));
  const after = async (net: AnyNetwork) => {
    const frames = [{ inputs: { X: tensor([1], [1], 'bool') } }, {}, {}];
    return orThrow(await run(eager, net, initial(net), frames)).state.layers;
  };
  expect(E.isRight(built(0.01))).toBe(true);
  const below = built(-0.01);
  if (E.isRight(below)) expect(await after(below.right)).not.toStrictEqual(await after(orThrow(built(0))));
});
