import {
  count,
  finite,
  ms,
  oneOfWords,
  optional,
  places,
  range,
  text,
  timeChecks,
  whole,
  type TimeOptions,
} from './options.js';
import type { Spikes } from './spikes.js';
import type { Range } from './range.js';

/** Which neurons, their threshold and spikes, and how the voltages are drawn. */
export interface VoltageOptions extends TimeOptions {
  /** `traces`: a panel for each neuron (default); `map`: all neurons in false colour. */
  readonly as?: 'traces' | 'map';
  /** Which neurons, by their numbers; default the first three, in a map all. */
  readonly neurons?: readonly number[];
  /** Where neurons spike, mV: a dashed line; default none. */
  readonly threshold?: number;
  /** Their spikes, as a monitor of `s` recorded them: an upright line each, as the voltage after a reset does not show them. */
  readonly spikes?: Spikes;
  /** Which row of a batch; default 0. */
  readonly row?: number;
  /** When the first step of `v` began, ms; default 0. For `rolling(count)`, which keeps the last steps: `(steps - count) * dt`. */
  readonly start?: number;
  /** The `every` of the monitor; default 1. */
  readonly every?: number;
  /** Default: as far as the voltages go. */
  readonly range?: Range;
  /** What is drawn, with its unit; default `mV`. */
  readonly unit?: string;
}

const shared = {
  ...timeChecks,
  as: optional(oneOfWords('traces', 'map')),
  neurons: optional(places),
  row: optional(whole),
  start: optional(ms),
  every: optional(count),
  range: optional(range),
  unit: optional(text),
};

/** Of each kind: a map has no threshold and no spikes. */
export const voltageChecks = {
  traces: { ...shared, threshold: optional(finite), spikes: () => [] },
  map: shared,
};
