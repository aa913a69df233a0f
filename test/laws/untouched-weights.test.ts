import { describe, expect, test } from 'vitest';
import {
  dale,
  dense,
  initial,
  input,
  layer,
  lif,
  masked,
  network,
  noOp,
  orThrow,
  postPre,
  tensor,
  traced,
  type Frame,
  type Names,
  type Tensor,
} from '../../src/index.js';
import { eagerAlgebra, stepNetwork, type AnyRule, type AnyWiring } from '../../src/authoring.js';

const weights = tensor([2, 1], [-1, 2]);

/** The weights of two inputs after a step that begins with some that a program wrote. */
const stepped = (wiring: AnyWiring, rule?: AnyRule, frame: Frame<Tensor> = {}): Tensor => {
  const net = orThrow(
    network<Names, Names>({ dt: 1 }, { X: layer([2], traced(input())), Y: layer([1], traced(lif())) }, (connect) => ({
      XY: connect('X', 'Y', wiring, rule),
    })),
  );
  const state = { ...initial(net), connections: { XY: { w: weights } } };
  return stepNetwork(eagerAlgebra, net, state, frame).connections['XY']!['w']!;
};

const kind = dense(tensor([2, 1], [1, 1]));
const mask = tensor([2, 1], [1, 0], 'bool');

describe('weights that a program wrote', () => {
  test.each<readonly [string, AnyWiring, AnyRule | undefined]>([
    ['without a rule, though others are constrained', dale(kind, 'excitatory'), undefined],
    ['without a rule, though some are masked', masked(kind, mask, { replaceable: true }), undefined],
    ['by a rule that leaves weights, though others are constrained', dale(kind, 'excitatory'), noOp()],
  ])('stay as they are %s', (_, wiring, rule) => {
    expect(stepped(wiring, rule)).toBe(weights);
  });

  test('are constrained where a rule changes them', () => {
    expect(stepped(dale(kind, 'excitatory'), postPre([0.1, 0.1]))).toEqual(tensor([2, 1], [0, 2]));
  });

  test('are masked where there is a rule', () => {
    expect(stepped(masked(kind, mask, { replaceable: true }), noOp())).toEqual(tensor([2, 1], [0, 2]));
  });

  test('are masked by a frame, by its mask alone, whether there is a rule or not', () => {
    const masks = { XY: tensor([2, 1], [0, 1], 'bool') };
    for (const rule of [undefined, noOp()])
      expect(stepped(masked(kind, mask, { replaceable: true }), rule, { masks })).toEqual(tensor([2, 1], [-1, 0]));
  });
});
