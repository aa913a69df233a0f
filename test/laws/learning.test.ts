import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import {
  bounded,
  constant,
  decaying,
  dense,
  filled,
  initial,
  input,
  layer,
  mcCullochPitts,
  network,
  noOp,
  orThrow,
  postPre,
  rowsOf,
  traced,
  weightDependentPostPre,
  type AnyNetwork,
  type Names,
} from '../../src/index.js';
import type { AnyRule } from '../../src/authoring.js';
import { boolsOf, numberIn, wholeIn } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { valueOf } from '../support/alone.js';
import { expectSame, sameBits } from '../support/same.js';
import { scenes } from '../support/scenes.js';
import { play } from '../support/trials.js';
import { bounds } from '../support/wiring.js';

const joined = (rule: AnyRule | undefined, w = 0.5): AnyNetwork =>
  orThrow(
    network<Names, Names>(
      { dt: 1 },
      { X: layer([3], traced(input())), Y: layer([2], traced(mcCullochPitts())) },
      (connect) => ({
        XY: connect('X', 'Y', dense(constant(w)), rule),
      }),
    ),
  );

const spikes = fc
  .array(fc.record({ X: boolsOf([3]), Y: boolsOf([2]) }), { maxLength: 8 })
  .map((all) => all.map((inputs) => ({ inputs })));
const nu = fc.tuple(numberIn(-1, 1), numberIn(-1, 1));

describe.each(backends)('on $name', (backend) => {
  const weights = async (net: AnyNetwork, drive: Parameters<typeof play>[3]) => [
    ...rowsOf((await play(backend, net, initial(net), drive, { normalise: false })).monitors['XY w']!),
  ];

  law(
    'weights stay in their bounds after every step, and start there',
    [spikes, nu, bounds([3, 2])],
    async (drive, rates, [min, max]) => {
      const net = joined(bounded(postPre(rates), min, max));
      for (const { data } of [initial(net).connections['XY']!['w']!, ...(await weights(net, drive))])
        data.forEach((w, k) => expect(w >= valueOf(min, k) && w <= valueOf(max, k)).toBe(true));
    },
  );

  law('bounds that are wide enough change nothing', [spikes, nu], async (drive, rates) => {
    const [free, within] = [
      await weights(joined(postPre(rates)), drive),
      await weights(joined(bounded(postPre(rates), -1e6, 1e6)), drive),
    ];
    within.forEach((w, step) => expectSame(w, free[step]!));
  });

  law('a rule reads the bounds that are around it, also within others', [spikes, nu], async (drive, [a, b]) => {
    const soft = bounded(weightDependentPostPre([Math.abs(a), Math.abs(b)]), 0, 2);
    const [alone, within] = [await weights(joined(soft), drive), await weights(joined(bounded(soft, -9, 9)), drive)];
    within.forEach((w, step) => expectSame(w, alone[step]!));
  });

  law(
    'weights decay by a fraction of themselves in every step, learning or not',
    [numberIn(0, 1), wholeIn(1, 9)],
    async (rate, steps) => {
      const decayed = await weights(
        joined(decaying(noOp(), rate)),
        Array.from({ length: steps }, () => ({})),
      );
      decayed.forEach((w, step) => {
        const before = step === 0 ? 0.5 : decayed[step - 1]!.data[0]!;
        expect(sameBits(w, filled([3, 2], before * Math.fround(1 - rate)))).toBe(true);
      });
    },
  );

  law(
    'weights decay after they learn and before they are bounded',
    [spikes, nu, numberIn(0, 1), numberIn(0.25, 1)],
    async (drive, rates, rate, max) => {
      const all = await weights(joined(bounded(decaying(postPre(rates), rate), -Infinity, max), 0.25), drive);
      const one = drive.slice(0, 1);
      const [learned] = await weights(joined(postPre(rates), 0.25), one);
      all
        .slice(0, 1)
        .forEach(({ data }) =>
          data.forEach((w, k) =>
            expect(w).toBe(Math.min(Math.fround(learned!.data[k]! * Math.fround(1 - rate)), Math.fround(max))),
          ),
        );
    },
  );

  law('silence teaches nothing, whatever the traces', [scenes], async ({ net, batch, seed, drive }) => {
    const unclamp = Object.fromEntries(
      Object.entries(net.layers).map(([name, { shape }]) => [name, filled(shape, 1, 'bool')]),
    );
    const before = initial(net, { batch, seed });
    const silent = drive.map(({ masks: _, ...frame }) => ({ ...frame, unclamp }));
    const { state } = await play(backend, net, before, silent, { normalise: false });
    for (const [name, { rule }] of Object.entries(net.connections)) {
      // A reward moves what a rule keeps for each sample, such as dopamine, and a delay counts steps; no synapse moves.
      const bySynapse = <A>(vars: Readonly<Record<string, A>>): Readonly<Record<string, A>> =>
        Object.fromEntries(
          Object.entries(vars).filter(
            ([variable]) => variable !== 'slot' && (rule?.init as Record<string, string>)?.[variable] !== 'row',
          ),
        );
      if (!JSON.stringify(rule?.term ?? {}).includes('decaying'))
        expectSame(bySynapse(state.connections[name]!), bySynapse(before.connections[name]!));
    }
  });

  law('what has no rule, or a rule that does nothing, is the same object afterwards', [scenes], async (scene) => {
    const before = initial(scene.net, { batch: scene.batch, seed: scene.seed });
    const drive = scene.drive.map(({ masks: _, ...frame }) => frame);
    const { state } = await play(backend, scene.net, before, drive, { normalise: false });
    for (const [name, { rule }] of Object.entries(scene.net.connections)) {
      const vars = state.connections[name]!;
      if (vars['b'] !== undefined) expect(vars['b']).toBe(before.connections[name]!['b']);
      if (rule === undefined || rule.term.name === 'noOp') expect(vars['w']).toBe(before.connections[name]!['w']);
    }
  });
});
