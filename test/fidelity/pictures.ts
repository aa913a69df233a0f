import { orThrow } from '../../src/index.js';
import { linePlot } from '../../src/plot.js';
import { played } from './rows/izhikevich.js';
import { expectedChange } from './rows/stdp.js';
import { firstPicture } from './support/first-network.js';
import { analyticInterval, fINeuron, inputFor, intervals, levels } from './support/f-i.js';
import { nuPost, nuPre, postPreWindow, tauPost, tauPre } from './support/pair.js';
import { patternPicture } from './support/pattern-picture.js';

/** Rate against current: the model at two time steps, and the curve of continuous time. */
const fIPicture = async (): Promise<string> => {
  const most = 80;
  const curve = Array.from({ length: 400 }, (_, i) => 13 * 1.0001 + ((most - 13) * i * i) / (399 * 399));
  const x = levels.filter((level) => level <= most);
  const dots = async (dt: number) => {
    const inputs = x.map((level) => inputFor(level, dt));
    const found = await intervals(fINeuron, inputs, 200 / dt, dt);
    return { x, y: x.map((_, i) => 1000 / found[i]!), as: 'dots' as const };
  };
  return orThrow(
    linePlot(
      {
        '1 / (t_ref + tau ln(RI / (RI - 13)))': {
          x: [0, 13, ...curve],
          y: [0, 0, ...curve.map((level) => 1000 / analyticInterval(level))],
          as: 'line',
        },
        'dt 1 ms': await dots(1),
        'dt 0.1 ms': await dots(0.1),
      },
      {
        x: 'input, RI (mV)',
        y: 'rate (Hz)',
        xRange: [0, most],
        yRange: [0, 200],
        height: 260,
        title: 'lif: tau 20 ms, refractory for 2 ms, threshold 13 mV above rest',
      },
    ),
  ).svg;
};

/** The change of a weight against the interval, dt 1. */
const stdpPicture = async (): Promise<string> => {
  const pairs = (await postPreWindow(1)).filter(([interval]) => interval % 3 === 0);
  const dots = (holds: (interval: number) => boolean) => {
    const some = pairs.filter(([interval]) => holds(interval));
    return { x: some.map(([interval]) => interval), y: some.map(([, change]) => change), as: 'dots' as const };
  };
  const side = (sign: 1 | -1): readonly number[] => Array.from({ length: 101 }, (_, i) => sign * (i || 1e-9));
  const x = [...side(-1).toReversed(), Number.NaN, ...side(1)];
  return orThrow(
    linePlot(
      {
        'nu exp(-interval / tau)': { x, y: x.map((interval) => expectedChange(interval, nuPost, nuPre)), as: 'line' },
        'post after pre': dots((interval) => interval > 0),
        'pre after post': dots((interval) => interval < 0),
        'both in one step': dots((interval) => interval === 0),
      },
      {
        x: 'post - pre (ms)',
        y: 'change of w',
        xRange: [-100, 100],
        yRange: [-0.01, 0.01],
        height: 260,
        title: `postPre: nu ${nuPre} and ${nuPost}, traces of ${tauPre} and ${tauPost} ms`,
      },
    ),
  ).svg;
};

/** Every picture by its file's name. */
export const pictures = async (): Promise<Readonly<Record<string, string>>> => ({
  'first-network.svg': await firstPicture(),
  'izhikevich-patterns.svg': patternPicture(await played()),
  'f-i-curve.svg': await fIPicture(),
  'stdp-window.svg': await stdpPicture(),
});
