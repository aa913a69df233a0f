import { played } from './rows/izhikevich.js';
import { expectedChange } from './rows/stdp.js';
import { firstPicture } from './support/first-network.js';
import { analyticInterval, fINeuron, inputFor, intervals, levels } from './support/f-i.js';
import { nuPost, nuPre, postPreWindow, tauPost, tauPre } from './support/pair.js';
import { patternPicture } from './support/pattern-picture.js';
import { blue, dot, faint, frame, ink, line, red, svg, text, type Point } from './support/svg.js';

/** Rate against current: the model at two time steps, and the curve of continuous time. */
const fIPicture = async (): Promise<string> => {
  const most = 80;
  const { place, drawn } = frame(
    { from: 0, to: most, ticks: [0, 20, 40, 60, 80], title: 'input, RI (mV)' },
    { from: 0, to: 200, ticks: [0, 50, 100, 150, 200], title: 'rate (Hz)' },
    'lif: tau 20 ms, refractory for 2 ms, threshold 13 mV above rest',
  );
  const curve = Array.from({ length: 400 }, (_, i): Point => {
    const level = 13 * 1.0001 + ((most - 13) * i * i) / (399 * 399);
    return [level, 1000 / analyticInterval(level)];
  });
  const shown = levels.filter((level) => level <= most);
  const dots = async (dt: number, colour: string): Promise<readonly string[]> => {
    const found = await intervals(
      fINeuron,
      shown.map((level) => inputFor(level, dt)),
      200 / dt,
      dt,
    );
    return shown.map((level, i) => dot(place([level, 1000 / found[i]!]), colour, 2.6));
  };
  return svg(490, 356, 'Rate of a leaky integrate-and-fire neuron against its input', [
    ...drawn,
    line([place([0, 0]), place([13, 0]), ...curve.map(place)], faint, 1.4),
    ...(await dots(1, red)),
    ...(await dots(0.1, blue)),
    ...legend(
      [
        [faint, '1 / (t_ref + tau ln(RI / (RI - 13)))'],
        [red, 'dt 1 ms'],
        [blue, 'dt 0.1 ms'],
      ],
      80,
      58,
    ),
  ]);
};

/** The change of a weight against the interval, dt 1. */
const stdpPicture = async (): Promise<string> => {
  const { place, drawn } = frame(
    { from: -100, to: 100, ticks: [-100, -50, 0, 50, 100], title: 'post - pre (ms)' },
    { from: -0.01, to: 0.01, ticks: [-0.01, -0.005, 0, 0.005, 0.01], title: 'change of w' },
    `postPre: nu ${nuPre} and ${nuPost}, traces of ${tauPre} and ${tauPost} ms`,
  );
  const side = (sign: 1 | -1): readonly Point[] =>
    Array.from({ length: 101 }, (_, i): Point => [sign * i, expectedChange(sign * (i || 1e-9), nuPost, nuPre)]);
  return svg(490, 356, 'Window of spike-timing-dependent plasticity', [
    ...drawn,
    line([place([-100, 0]), place([100, 0])], faint, 0.7),
    ...[side(1), side(-1)].map((points) => line(points.map(place), faint, 1.4)),
    ...(await postPreWindow(1))
      .filter(([interval]) => interval % 3 === 0)
      .map((point) => dot(place(point), point[0] === 0 ? ink : point[0] > 0 ? blue : red, 2.4)),
    ...legend(
      [
        [blue, 'post after pre'],
        [red, 'pre after post'],
        [ink, 'both in one step'],
        [faint, 'nu exp(-interval / tau)'],
      ],
      80,
      58,
    ),
  ]);
};

const legend = (entries: readonly (readonly [colour: string, words: string])[], x: number, y: number) =>
  entries.flatMap(([colour, words], i) => [
    dot([x, y + 17 * i - 4], colour, 3.2),
    text([x + 9, y + 17 * i], words, 'start', 11),
  ]);

/** Every picture by its file's name. */
export const pictures = async (): Promise<Readonly<Record<string, string>>> => ({
  'first-network.svg': await firstPicture(),
  'izhikevich-patterns.svg': patternPicture(await played()),
  'f-i-curve.svg': await fIPicture(),
  'stdp-window.svg': await stdpPicture(),
});
