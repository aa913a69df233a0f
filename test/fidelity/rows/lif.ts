import { analyticInterval, fINeuron, inputFor, intervals, levels, steppedInterval } from '../support/f-i.js';
import type { Row } from '../support/row.js';

const source = 'arithmetic of the model';

/** Rows 1: rates of a `lif` with its default parameters at dt 1. */
export const lifDefaultRows = async (): Promise<readonly Row[]> => {
  const grid = Array.from({ length: 41 }, (_, i) => 0.11 + i / 2000);
  const fires = await intervals({}, grid, 2500, 1);
  const first = fires.findIndex(Number.isFinite);
  const [below, above] = [grid[first - 1] ?? NaN, grid[first] ?? NaN];
  const wanted = [
    ['0.5', 0.5, 28.5],
    ['1', 1, 52.6],
    ['5', 5, 125],
    ['1000 (the ceiling)', 1000, 166.7],
  ] as const;
  const found = await intervals(
    {},
    wanted.map(([, input]) => input),
    500,
    1,
  );
  return [
    {
      claim: 'LIF, defaults, dt 1: rheobase',
      source,
      target: '0.12-0.13 mV/step',
      ours: `${below.toFixed(4)}-${above.toFixed(4)}`,
      tolerance: 'inside',
      passed: below >= 0.12 && above <= 0.13 && fires.slice(first).every(Number.isFinite),
    },
    ...wanted.map(([name, , target], i) => ({
      claim: `LIF, defaults, dt 1: rate at input ${name}`,
      source,
      target: `${target} Hz`,
      ours: (1000 / found[i]!).toFixed(2),
      tolerance: '0.1 Hz',
      passed: Math.abs(1000 / found[i]! - target) <= 0.1,
    })),
  ];
};

/** Rows 2: the f-I curve, tau 20 ms, refrac 2 ms, against continuous time and against the sum of a geometric series. */
export const lifCurveRows = async (): Promise<readonly Row[]> => {
  const runs = [1, 0.5, 0.1].map(async (dt) => {
    const found = await intervals(
      fINeuron,
      levels.map((level) => inputFor(level, dt)),
      200 / dt,
      dt,
    );
    const worst = (interval: (level: number) => number): number =>
      Math.max(...levels.map((level, i) => Math.abs(found[i]! - interval(level)) / dt));
    const [late, off] = [worst(analyticInterval), worst((level) => steppedInterval(level, dt))];
    return [
      {
        claim: `LIF, f-I curve at 40 currents, dt ${dt}: interval`,
        source: 'Gerstner et al. 2014, 1.3',
        target: 't_ref + tau ln(RI / (RI - 13))',
        ours: `off by ${late.toFixed(2)} steps`,
        tolerance: '1 step',
        passed: late <= 1 + 1e-6,
      },
      {
        claim: `LIF, f-I curve at 40 currents, dt ${dt}: interval in steps`,
        source: 'geometric series',
        target: 'ceil(t_ref / dt) + ceil(tau / dt ln(RI / (RI - 13)))',
        ours: `off by ${off.toFixed(2)} steps`,
        tolerance: 'exact',
        passed: off < 1e-6,
      },
    ];
  });
  return (await Promise.all(runs)).flat();
};
