import { brunel, brunelRegimes, coba, cuba } from '../../../src/biology.js';
import { orThrow } from '../../../src/index.js';
import type { Row } from '../support/row.js';
import { activity, type Activity } from '../support/activity.js';
import { meanOf, overSeeds } from '../support/statistics.js';

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

/**
 * What figure 8 of Brunel 2000 shows: a rate (Hz) and a CV; with which steps (ms) it is computed here, and over which time measured. In
 * A and D steps of 0.1 ms tell: jumps are tested a step after they arrive, and leak by then.
 */
const states = [
  { letter: 'A', regime: 'regular', rate: 333, cv: 0, dt: 0.025, from: 50, to: 150 },
  { letter: 'B', regime: 'fast', rate: 60, cv: 0.78, dt: 0.1, from: 100, to: 400 },
  { letter: 'C', regime: 'asynchronous', rate: 37.7, cv: 0.42, dt: 0.1, from: 100, to: 1100 },
  { letter: 'D', regime: 'slow', rate: 5.5, cv: 0.6, dt: 0.05, from: 100, to: 2100 },
] as const;

const brunelRows = async (): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const { letter, regime, rate, cv, dt, from, to } of states) {
    const { g, eta } = brunelRegimes[regime];
    const found = await activity(orThrow(brunel({ g, eta, dt, seed: 1 })), from, to);
    const claim = `Brunel network, 12,500 cells, figure 8${letter} (g ${g}, drive ${eta}), dt ${dt}`;
    const source = 'Brunel 2000';
    rows.push(
      {
        claim: `${claim}: rate`,
        source,
        target: `${rate} Hz`,
        ours: `${found.rate.toFixed(1)} Hz`,
        tolerance: '5 %',
        passed: Math.abs(found.rate / rate - 1) <= 0.05,
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
