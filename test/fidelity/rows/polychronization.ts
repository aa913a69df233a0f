import { polychronization } from '../../../src/biology.js';
import { initial, orThrow, type AnyNetwork, type Spike } from '../../../src/index.js';
import { spikesOf } from '../support/activity.js';
import { spectrum } from '../support/cortex.js';
import type { Row } from '../support/row.js';
import { meanOf } from '../support/statistics.js';

/** The spectra of some seconds, each by itself, on average. */
const rhythms = (spikes: readonly Spike[], seconds: number): readonly number[] => {
  const each = Array.from({ length: seconds }, (_, second) =>
    spectrum(
      spikes.filter(({ step }) => Math.floor(step / 1000) === second),
      90,
    ),
  );
  return each[0]!.map((_, i) => meanOf(each.map((of) => of[i]!)));
};

/** Rows 12: delta at first, then gamma. */
export const polychronizationRows = async (): Promise<readonly Row[]> => {
  const net: AnyNetwork = orThrow(polychronization({ seed: 0 }));
  const early = await spikesOf(net, ['E'], 0, 4000, initial(net, { seed: 1 }));
  const [learned, seconds] = [250, 10];
  const late = await spikesOf(net, ['E'], learned * 1000 - 4000, (learned + seconds) * 1000 - 4000, early.state);
  const [first, last] = [rhythms(early.spikes['E']!, 4), rhythms(late.spikes['E']!, seconds)];
  const peak = (of: readonly number[], from: number, to: number): readonly [hz: number, power: number] =>
    Array.from({ length: to - from + 1 }, (_, i) => [from + i, of[from + i - 1]!] as const).reduce((a, b) =>
      b[1] > a[1] ? b : a,
    );
  const said = ([hz, power]: readonly [number, number]): string => `${hz} Hz, ${power.toFixed(0)} times Poisson`;
  const [delta, gamma] = [peak(first, 1, 8), peak(last, 25, 70)];
  const [weak, slow] = [peak(first, 30, 70), peak(last, 2, 4)];
  const rate = (late.spikes['E']!.length / seconds) * (1 / 800);
  const source = 'Izhikevich 2006';
  return [
    {
      claim: 'Polychronization, 800 + 200 neurons, first 4 s: slow rhythm',
      source,
      target: 'delta, 2-4 Hz',
      ours: `${said(delta)} (at 30-70 Hz ${weak[1].toFixed(0)})`,
      tolerance: '2-4 Hz, over 100 times, 5 times gamma',
      passed: delta[0] >= 2 && delta[0] <= 4 && delta[1] > 100 && delta[1] > 5 * weak[1],
    },
    {
      claim: `Polychronization, after ${learned} s of learning: fast rhythm`,
      source,
      target: 'gamma, 30-70 Hz',
      ours: `${said(gamma)} (at 2-4 Hz ${slow[1].toFixed(0)})`,
      tolerance: 'from 25 Hz on, over 10 times, more than delta',
      passed: gamma[1] > 10 && gamma[1] > slow[1],
    },
    {
      claim: `Polychronization, after ${learned} s of learning: rate of excitatory neurons`,
      source,
      target: '2-7 Hz',
      ours: `${rate.toFixed(2)} Hz`,
      tolerance: 'in range',
      passed: rate >= 2 && rate <= 7,
    },
  ];
};
