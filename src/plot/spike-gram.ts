import type { Either } from 'fp-ts/lib/Either.js';
import { isRecord } from '../core/check/options.js';
import { shown } from '../core/check/shown.js';
import { tried } from '../core/either.js';
import { refused, type Faults } from '../core/errors.js';
import { mapValues } from '../core/record.js';
import { below, leftOf, rightOf, xAxis, type Box } from './axes.js';
import { widthOf, words } from './markup.js';
import { checkPlot, count, oneOfWords, optional, record, text, timeChecks, whole } from './options.js';
import type { Check, Checks, TimeOptions } from './options.js';
import { plotOf, type Plot } from './plot.js';
import { neuronAxis, spikePanel } from './spike-panel.js';
import { trainOf, type Spikes, type Train } from './spikes.js';
import { counted, spanOf, spanWords } from './time.js';

/** How many neurons each layer has, and how the layers lie. */
export interface SpikeGramOptions extends TimeOptions {
  /** How many neurons each layer has, by its name; default: one more than the highest that spikes. */
  readonly neurons?: Readonly<Record<string, number>>;
  /** Which row of a batch; default 0. */
  readonly row?: number;
  /** `layer`: each layer is as high as the others (default). `neuron`: each neuron is, and `height` is that of all layers. */
  readonly equal?: 'layer' | 'neuron';
  /** A word to each layer at its right, by its name, such as its rate. */
  readonly notes?: Readonly<Record<string, string>>;
}

const checks = {
  ...timeChecks,
  neurons: optional(record),
  row: optional(whole),
  equal: optional(oneOfWords('layer', 'neuron')),
  notes: optional(record),
};

interface Row {
  readonly name: string;
  readonly train: Train;
  readonly box: Box;
}

/** The spikes of several layers over the same time, by their names, one below another, in turns of two colours where they lie close. */
export const spikeGramPlot = (
  layers: Readonly<Record<string, Spikes>>,
  options: SpikeGramOptions,
): Either<Faults, Plot> =>
  tried(() => {
    checkPlot('spikeGramPlot', options, checks);
    if (!isRecord(layers) || Object.keys(layers).length === 0)
      throw refused('spikeGramPlot', 'layers', 'a record of spikes by the names of layers', shown(layers));
    const { dt, neurons, row, width = 480, equal = 'layer', notes = {} } = options;
    const perLayer = (check: Check): Checks => mapValues(layers, () => optional(check));
    checkPlot('spikeGramPlot', neurons ?? {}, perLayer(count));
    checkPlot('spikeGramPlot', notes, perLayer(text));
    const trains = Object.entries(layers).map(([name, spikes]): readonly [string, Train] => {
      const its = neurons?.[name];
      return [
        name,
        trainOf('spikeGramPlot', spikes, { ...(its && { neurons: its }), ...(row && { row }) }, `'${name}'`),
      ];
    });
    const span = spanOf('spikeGramPlot', options, Math.max(...trains.map(([, { steps }]) => steps)));
    const rows = (equal === 'layer' ? panels : strips)(trains, options, width);
    const close = equal === 'neuron';
    const drawn = rows.map(({ train, box }, k) => spikePanel(box, train, span, dt, close ? k % 2 : 0, !close));
    const { box } = rows.at(-1)!;
    const labels = rows.map(({ name, train, box: { left, top, width: wide, height } }, k) => {
      const note = notes[name] ?? '';
      const middle = top + height / 2 + 4.5;
      if (close) return words(left - 8, middle, name, { class: 'end ink' }) + words(left + wide + 8, middle, note);
      const told = `${name}: ${counted(train.neurons, 'neuron')}, ${counted(drawn[k]!.seen, 'spike')}`;
      return words(left, top - 8, told, { class: 'ink' }) + words(left + wide, top - 8, note, { class: 'end' });
    });
    return plotOf({
      title: options.title ?? `Spikes of ${counted(rows.length, 'layer')}`,
      description: `${rows.map(({ name, train }, k) => `${name}: ${counted(drawn[k]!.seen, 'spike')} of ${counted(train.neurons, 'neuron')}`).join('; ')}; ${spanWords(span)}.`,
      width,
      height: box.top + box.height + below,
      body:
        drawn.map(({ marks }) => marks).join('') + labels.join('') + xAxis(box, { title: 'time (ms)', range: span }),
    });
  });

type Layout = (
  trains: readonly (readonly [string, Train])[],
  options: SpikeGramOptions,
  width: number,
) => readonly Row[];

/** One panel of a height for each, with an axis of its own. */
const panels: Layout = (trains, { height = trains.length > 3 ? 100 : 150 }, width) => {
  const left = Math.max(...trains.map(([, { neurons }]) => leftOf(height, neuronAxis(neurons))));
  return trains.map(([name, train], k) => ({
    name,
    train,
    box: { left, top: 24 + k * (height + 34), width: width - left - rightOf, height },
  }));
};

/** All in one height, each as high as it has neurons. */
const strips: Layout = (trains, { height = 460, notes = {} }, width) => {
  const gap = 8;
  const all = trains.reduce((sum, [, { neurons }]) => sum + neurons, 0);
  const each = (height - gap * (trains.length - 1)) / all;
  const left = 20 + Math.max(...trains.map(([name]) => widthOf(name)));
  const right = 18 + Math.max(0, ...Object.values(notes).map((note) => widthOf(note)));
  let top = 8;
  return trains.map(([name, train]) => {
    const box: Box = { left, top, width: width - left - right, height: Math.max(1, train.neurons * each) };
    top += box.height + gap;
    return { name, train, box };
  });
};
