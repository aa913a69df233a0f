import { microcircuit, vogelsSprekeler } from '../../../src/biology.js';
import { initial, orThrow, type AnyNetwork } from '../../../src/index.js';
import type { Row } from '../support/row.js';
import { activityOf, spikesOf } from '../support/activity.js';
import { meanOf } from '../support/statistics.js';

/** Rates of the whole microcircuit, Hz: those of NEST's example. */
const published = { E23: 0.97, I23: 2.87, E4: 4.75, I4: 5.4, E5: 8.14, I5: 9.08, E6: 0.99, I6: 7.52 };

/** Row 10: a tenth of the cells, each with a tenth of its synapses, whose weights are larger. */
const microcircuitRow = async (): Promise<Row> => {
  const net: AnyNetwork = orThrow(microcircuit({ scale: 0.1, inDegrees: 0.1, seed: 1 }));
  const names = Object.keys(published) as (keyof typeof published)[];
  const { spikes } = await spikesOf(net, names, 200, 700, initial(net, { seed: 1 }));
  const rates = names.map((name) => activityOf(net, { [name]: spikes[name]! }, 500).rate);
  const off = meanOf(names.map((name, place) => Math.abs(rates[place]! / published[name] - 1)));
  return {
    claim: 'Microcircuit, a tenth of its cells and of the synapses of each: rates of E and I in layers 2/3, 4, 5, 6',
    source: 'Potjans & Diesmann 2014',
    target: `${Object.values(published).join(', ')} Hz`,
    ours: `${rates.map((rate) => rate.toFixed(2)).join(', ')} Hz`,
    tolerance: 'off by less than 20 % on average',
    passed: off < 0.2,
  };
};

/** Rows 11: a network of a fifth of the cells, with as many synapses a cell and a larger learning rate. */
const balanceRows = async (): Promise<readonly Row[]> => {
  const net: AnyNetwork = orThrow(vogelsSprekeler({ neurons: 2000, probability: 0.1, nu: 5e-5, seed: 1 }));
  const first = await spikesOf(net, ['E'], 0, 500);
  const last = await spikesOf(net, ['E'], 11500, 14500, first.state);
  const [before, after] = [activityOf(net, first.spikes, 500), activityOf(net, last.spikes, 3000)];
  const claim = 'Inhibitory plasticity, 2000 cells with 200 synapses, 12 to 15 s';
  const source = 'Vogels, Sprekeler et al. 2011';
  return [
    {
      claim: `${claim}: rate of excitatory cells`,
      source,
      target: '3-5 Hz',
      ours: `${after.rate.toFixed(1)} Hz (in the first 0.5 s ${before.rate.toFixed(0)})`,
      tolerance: 'in range',
      passed: after.rate >= 3 && after.rate <= 5 && before.rate > 20,
    },
    {
      claim: `${claim}: CV of intervals`,
      source,
      target: 'near 1',
      ours: after.cv.toFixed(2),
      tolerance: '0.25',
      passed: Math.abs(after.cv - 1) <= 0.25,
    },
  ];
};

export const circuitRows = async (): Promise<readonly Row[]> => [await microcircuitRow(), ...(await balanceRows())];
