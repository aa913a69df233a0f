import type { Either } from 'fp-ts/lib/Either.js';
import { isRecord } from '../core/faults/options.js';
import { shown } from '../core/faults/shown.js';
import { tried } from '../core/either.js';
import { refused, type Faults } from '../core/faults/errors.js';
import { below, leftOf, rightOf, xAxis, type Box } from './axes.js';
import { fitted, widthOf, words } from './markup.js';
import { checkPlot, count, oneOfWords, optional, perName, text, timeChecks, whole } from './options.js';
import type { Checks, TimeOptions } from './options.js';
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

const checksOf = (names: readonly string[]): Checks => ({
  ...timeChecks,
  neurons: optional(perName(names, count)),
  row: optional(whole),
  equal: optional(oneOfWords('layer', 'neuron')),
  notes: optional(perName(names, text)),
});

/** A layer's spikes, and where they are drawn. */
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
    const names = isRecord(layers) ? Object.keys(layers) : [];
    if (names.length === 0)
      throw refused('spikeGramPlot', 'layers', 'a record of spikes by the names of layers', shown(layers));
    checkPlot('spikeGramPlot', options, checksOf(names));
    const { dt, neurons, row, width = 480, equal = 'layer', notes } = options;
    const trains = names.map((name): readonly [string, Train] => {
      const own = { ...(neurons?.[name] && { neurons: neurons[name] }), ...(row && { row }) };
      return [name, trainOf('spikeGramPlot', layers[name]!, own, `'${name}'`)];
    });
    const span = spanOf('spikeGramPlot', options, Math.max(...trains.map(([, { steps }]) => steps)));
    const close = equal === 'neuron';
    const rows = (close ? strips : panels)(trains, options, width);
    const drawn = rows.map((own, k) => {
      const { marks, seen } = spikePanel(own.box, own.train, span, dt, close ? k % 2 : 0, !close);
      return { body: marks + (close ? besides : above)(own, seen, notes?.[own.name] ?? '', width), seen };
    });
    const { box } = rows.at(-1)!;
    const told = rows.map(({ name, train }, k) => `${name}: ${spikesOf(train, drawn[k]!.seen)}`);
    return plotOf({
      title: options.title ?? `Spikes of ${counted(rows.length, 'layer')}`,
      description: `${told.join('; ')}; ${spanWords(span)}.`,
      width,
      height: box.top + box.height + below,
      body: drawn.map(({ body }) => body).join('') + xAxis(box, { title: 'time (ms)', range: span }),
    });
  });

const spikesOf = ({ neurons }: Train, seen: number): string =>
  `${counted(neurons, 'neuron')}, ${counted(seen, 'spike')}`;

type Label = (row: Row, seen: number, note: string, width: number) => string;

/** The name of a layer above its panel, with its numbers, and its note at the right. */
const above: Label = ({ name, train, box: { left, top, width } }, seen, note) => {
  const said = fitted(note, width / 2);
  return (
    words(left, top - 8, fitted(`${name}: ${spikesOf(train, seen)}`, width - widthOf(said)), { class: 'ink' }) +
    words(left + width, top - 8, said, { class: 'end' })
  );
};

/** The name of a layer at its left, and its note at the right. */
const besides: Label = ({ name, box: { left, top, width: wide, height } }, _, note, width) => {
  const middle = top + height / 2 + 4.5;
  return (
    words(left - 8, middle, fitted(name, left - 12), { class: 'end ink' }) +
    words(left + wide + 8, middle, fitted(note, width - left - wide - 12))
  );
};

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
  const most = width / 4;
  const left = 20 + Math.min(most, Math.max(...trains.map(([name]) => widthOf(name))));
  const right = 18 + Math.min(most, Math.max(0, ...Object.values(notes).map(widthOf)));
  let top = 8;
  return trains.map(([name, train]) => {
    const box: Box = { left, top, width: width - left - right, height: Math.max(1, train.neurons * each) };
    top += box.height + gap;
    return { name, train, box };
  });
};
