import * as spikefold from 'spikefold';
import * as biology from 'spikefold/biology';
import * as cells from 'spikefold/cells';
import * as readOut from 'spikefold/read-out';
import type { AnyNetwork, AnySteps, Frame, Monitors, Tensor } from 'spikefold';
import type { SliderSpec, Values } from '../messages.js';
import type { Digit } from './digits.js';

/** What a program gives to be run and drawn. */
export interface Experiment {
  readonly net: AnyNetwork;
  /** One frame a step, without end, or with one. */
  readonly frames: AnySteps<Frame<Tensor>>;
  /** More monitors, such as one whose fold acts on the world that frames tell of. */
  readonly monitors?: Monitors;
  readonly show?: Show;
  /** What to look for, in a sentence. */
  readonly note?: string;
}

/** What is drawn, where it is not to be chosen by itself. */
export interface Show {
  readonly raster?: readonly string[];
  /** Variables by layer, with the neurons: `{ Y: ['v', [0, 1]] }`. */
  readonly traces?: Readonly<
    Record<string, readonly [variable: string, neurons?: readonly number[], labels?: readonly string[]]>
  >;
  readonly weights?: string;
  /** The shape of a picture: the weights of each target neuron are drawn as one. */
  readonly fields?: readonly [rows: number, columns: number];
  /** ms */
  readonly window?: number;
  /** What the frames show now. */
  readonly caption?: () => string;
}

type SliderRow = readonly [value: number, least: number, most: number, unit?: string];

/** What a program says as it is evaluated. */
export interface Said {
  readonly sliders: SliderSpec[];
  experiment: Experiment | undefined;
}

/** All names that a program knows: those of the library, and `sliders`, `endless`, `play`, `seed`, `digits`. */
export const scopeOf = (
  said: Said,
  values: Values,
  live: Record<string, number>,
  seed: number,
  digits: readonly Digit[],
): Readonly<Record<string, unknown>> => ({
  ...spikefold,
  ...cells,
  ...biology,
  ...readOut,
  seed,
  digits,
  /** Sliders by name, `tau: [20, 5, 100, 'ms']`; what it gives has their values, also while the network runs. */
  sliders: (rows: Readonly<Record<string, SliderRow>>): Values => {
    for (const [name, [value, least, most, unit = '']] of Object.entries(rows)) {
      if (![value, least, most].every(Number.isFinite) || !(least < most))
        throw new TypeError(`slider '${name}' wants [value, least, most, unit], got [${String(rows[name])}]`);
      said.sliders.push({ name, value, least, most, unit });
      live[name] = Math.min(Math.max(values[name] ?? value, least), most);
    }
    return live;
  },
  /** Frames without end: piece after piece, each made when the one before it is over. */
  endless: (piece: (k: number) => spikefold.AnySteps<Frame<Tensor>>) =>
    function* (dt: number) {
      for (let k = 0; ; k++) {
        const of = piece(k);
        yield* (typeof of === 'function' ? of(dt) : of) as Iterable<Frame<Tensor>>;
      }
    },
  play: (experiment: Experiment): void => {
    said.experiment = experiment;
  },
});
