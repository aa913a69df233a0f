import { songMillerAbbott } from '../../../src/biology.js';
import { counts, initial, monitor, orThrow, run, silence, wasm } from '../../../src/index.js';
import type { Row } from '../support/row.js';
import { meanOf } from '../support/statistics.js';

const [seconds, parts] = [200, 20];

/** The coefficient of Sarle: (skewness^2 + 1) / kurtosis. Evenly spread numbers have 5/9, two equal groups 1. */
const bimodality = (values: readonly number[]): number => {
  const mean = meanOf(values);
  const moment = (power: number): number => meanOf(values.map((value) => (value - mean) ** power));
  const [second, third, fourth] = [moment(2), moment(3), moment(4)];
  return (third ** 2 / second ** 3 + 1) / (fourth / second ** 2);
};

/** Rows 9: synapses that compete by STDP. Pairs are twice as strong as in the paper, so that it takes half the time. */
export const competitionRows = async (): Promise<readonly Row[]> => {
  const net = orThrow(songMillerAbbott({ dt: 0.5, aPlus: 0.01, seed: 1 }));
  let state = initial(net, { seed: 1 });
  const before = bimodality([...state.connections.XY.w.data]);
  const rates: number[] = [];
  for (let part = 0; part < parts; part++) {
    const watched = { Y: monitor(net, 'Y', 's', counts()) };
    const ran = orThrow(await run(wasm, net, state, silence((seconds / parts) * 1000), watched));
    state = ran.state;
    rates.push((ran.monitors.Y.data[0]! * parts) / seconds);
  }
  const after = bimodality([...state.connections.XY.w.data]);
  const [third, last] = [meanOf(rates.slice(10, 15)), meanOf(rates.slice(15))];
  const source = 'Song, Miller & Abbott 2000';
  const claim = `STDP, 1000 inputs of 15 Hz to one neuron, ${seconds} s`;
  return [
    {
      claim: `${claim}: weights become bimodal, Sarle's coefficient`,
      source,
      target: 'above 5/9, that of evenly spread ones',
      ours: `${after.toFixed(2)} (at first ${before.toFixed(2)})`,
      tolerance: 'over 0.7',
      passed: after > 0.7 && Math.abs(before - 5 / 9) < 0.03,
    },
    {
      claim: `${claim}: the rate settles`,
      source,
      target: 'falls to a moderate rate and stays',
      ours: `${rates[0]!.toFixed(0)} Hz in the first 10 s, then ${third.toFixed(0)} and ${last.toFixed(0)} in the last quarters`,
      tolerance: '10 % from quarter to quarter, below 0.65 of the first',
      passed: Math.abs(last / third - 1) < 0.1 && last < 0.65 * rates[0]!,
    },
  ];
};
