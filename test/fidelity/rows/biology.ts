import { brunel, brunelRegimes, coba, cuba } from '../../../src/biology.js';
import { initial, monitor, orThrow, raster, run, silence, wasm, type AnyNetwork } from '../../../src/index.js';
import type { Row } from '../support/row.js';
import { cvOf, differences, meanOf, overSeeds } from '../support/statistics.js';

interface Activity {
  /** Spikes of a cell, Hz. */
  readonly rate: number;
  /** The mean CV of the intervals of cells with at least four spikes. */
  readonly cv: number;
}

/** What the cells E and I of a network do by themselves from one time to another, ms. */
const activity = async (net: AnyNetwork, from: number, to: number): Promise<Activity> => {
  const { monitors } = orThrow(
    await run(wasm, net, initial(net), silence(to), {
      E: monitor(net, 'E', 's', raster()),
      I: monitor(net, 'I', 's', raster()),
    }),
  );
  const trains = (['E', 'I'] as const).flatMap((name) => {
    const cells: number[][] = Array.from({ length: net.layers[name]!.shape[0]! }, () => []);
    for (const { step, neuron } of monitors[name]) if (step * net.dt >= from) cells[neuron]!.push(step);
    return cells;
  });
  const spikes = trains.reduce((sum, { length }) => sum + length, 0);
  return {
    rate: (spikes * 1000) / (trains.length * (to - from)),
    cv: meanOf(trains.filter(({ length }) => length > 3).map((train) => cvOf(differences(train)))),
  };
};

const balancedRows = async (): Promise<readonly Row[]> => {
  const [currents, conductances]: Activity[][] = [[], []];
  for (const seed of [1, 2, 3, 4, 5]) {
    currents!.push(await activity(orThrow(cuba({ seed })), 0, 1000));
    conductances!.push(await activity(orThrow(coba({ seed })), 0, 1000));
  }
  const rates = currents!.map(({ rate }) => rate);
  const cvs = currents!.map(({ cv }) => cv);
  const cobaRates = conductances!.map(({ rate }) => rate);
  const inRange = (values: readonly number[], least: number, most: number): boolean =>
    meanOf(values) >= least && meanOf(values) <= most;
  const source = 'Vogels & Abbott 2005, Brette et al. 2007';
  return [
    {
      claim: 'CUBA, 4000 cells that sustain their activity, 1 s: mean rate',
      source,
      target: '5.5-5.9 Hz',
      ours: `${overSeeds(rates, 2)} Hz`,
      tolerance: 'mean over seeds in range',
      passed: inRange(rates, 5.5, 5.9),
    },
    {
      claim: 'CUBA: CV of intervals, of cells with at least 4 spikes',
      source,
      target: '0.52-0.55',
      ours: overSeeds(cvs, 3),
      tolerance: 'mean over seeds in range',
      passed: inRange(cvs, 0.52, 0.55),
    },
    {
      claim: 'COBA, 4000 cells that sustain their activity, 1 s: mean rate',
      source,
      target: '18-20.6 Hz',
      ours: `${overSeeds(cobaRates, 2)} Hz`,
      tolerance: 'mean over seeds in range',
      passed: inRange(cobaRates, 18, 20.6),
    },
  ];
};

/** What figure 8 of Brunel 2000 shows: a rate (Hz) and a CV, and over which time (ms) it is measured here. */
const states = [
  { letter: 'A', regime: 'regular', rate: 333, cv: 0, from: 50, to: 150 },
  { letter: 'B', regime: 'fast', rate: 60, cv: 0.78, from: 100, to: 400 },
  { letter: 'C', regime: 'asynchronous', rate: 37.7, cv: 0.42, from: 100, to: 400 },
  { letter: 'D', regime: 'slow', rate: 5.5, cv: 0.6, from: 100, to: 1200 },
] as const;

const brunelRows = async (): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const { letter, regime, rate, cv, from, to } of states) {
    const { g, eta } = brunelRegimes[regime];
    const found = await activity(orThrow(brunel({ g, eta, seed: 1 })), from, to);
    const claim = `Brunel network, 12,500 cells, figure 8${letter} (g ${g}, drive ${eta})`;
    const source = 'Brunel 2000';
    rows.push(
      {
        claim: `${claim}: rate`,
        source,
        target: `${rate} Hz`,
        ours: `${found.rate.toFixed(1)} Hz`,
        tolerance: '12 %',
        passed: Math.abs(found.rate / rate - 1) <= 0.12,
      },
      {
        claim: `${claim}: CV of intervals`,
        source,
        target: `${cv}`,
        ours: found.cv.toFixed(2),
        tolerance: '0.1',
        passed: Math.abs(found.cv - cv) <= 0.1,
      },
    );
  }
  return rows;
};

/** Rows 8: networks of biology, of all the cells of their papers. */
export const biologyRows = async (): Promise<readonly Row[]> => [...(await balancedRows()), ...(await brunelRows())];
