import { describe, expect, test } from 'vitest';
import { eager, js, vocabulary, wasm, type Param } from '../../src/index.js';
import {
  constraints,
  decayFactor,
  neuron,
  positive,
  required,
  ruleOf,
  type Body,
  type Entry,
  type RuleBody,
} from '../../src/authoring.js';
import { casesOf, type Case } from './support/cases.js';
import { expectLaws, expectOutcome, outcomeOn } from './support/laws.js';

/** A model and a rule that nobody else knows: entered into a vocabulary, they are held to all laws. */
const leaky = neuron(
  'leaky',
  {
    /** Membrane time constant, ms. */
    tau: [20, positive],
  },
  (p): Body<'level' | 's'> => ({
    init: { level: 0, s: false },
    step: (A, { level }, input, dt) => {
      const charged = A.add(A.mul(level, decayFactor(p.tau, dt)), input);
      const s = A.ge(charged, 5);
      return { level: A.where(s, 0, charged), s };
    },
  }),
);

/** It reads what only the layer above has. */
const levelled = ruleOf(
  'levelled',
  {
    /** Learning rate. */
    nu: [required, constraints.rate, [0.01, 0.1]],
  },
  (nu: Param) => ({ nu }),
  ({ nu }): RuleBody<'x', 'level'> => ({
    init: {},
    step: (A, { w }, { pre, post, correlate }) => ({ w: A.add(w, A.mul(nu, correlate(pre.x, post.level, 'sum'))) }),
  }),
);

const own: readonly Entry[] = [leaky.entry, levelled.entry];
const casesWith = (words: readonly Entry[]): readonly Case[] =>
  casesOf([...vocabulary, ...words]).filter(({ name }) => words.some((entry) => name.includes(` ${entry.name},`)));

describe('a word that is new is held to every law, with no line elsewhere', () => {
  const cases = casesWith(own);

  test('there are networks around each', () => {
    expect(cases.map(({ name }) => name)).toEqual([
      'model leaky, 1',
      'model leaky, 2',
      'rule levelled, 1',
      'rule levelled, 2',
    ]);
  });

  test.each(cases.map((of) => [of.name, of] as const))('%s keeps them', async (_, of) => {
    await expectLaws(of, [...vocabulary, ...own]);
    const want = await outcomeOn(eager, of);
    for (const backend of [js, wasm]) expectOutcome(await outcomeOn(backend, of), want);
  });

  test('a model that is no function of its state breaks them', async () => {
    const counting = { steps: 0 };
    const forgetful = neuron('forgetful', {}, (): Body<'v' | 's'> => ({
      init: { v: 0, s: false },
      step: (A, { v }, input) => ({ v: A.add(A.add(v, input), counting.steps++), s: A.gt(input, 1) }),
    }));
    const [of] = casesWith([forgetful.entry]) as readonly [Case];
    await expect(expectLaws(of, [...vocabulary, forgetful.entry])).rejects.toThrow();
  });

  test('one that no network takes is an error that says why', () => {
    const nowhere = ruleOf(
      'nowhere',
      {},
      () => ({}),
      (): RuleBody<'nothing', 's'> => ({
        init: {},
        step: (A, { w }, { pre }) => ({ w: A.add(w, pre.nothing) }),
      }),
    );
    expect(() => casesWith([nowhere.entry])).toThrow(/^rule 'nowhere': /);
  });
});
