/** The values of sliders by name. */
export type Values = Readonly<Record<string, number>>;

/** A slider that a program asks for. */
export interface SliderSpec {
  readonly name: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly unit: string;
}

/** What the page asks of the worker; `seed` and `values` are those of the page's controls. */
export type Request =
  | {
      readonly kind: 'load';
      readonly code: string;
      readonly seed: number;
      readonly values: Values;
      readonly digits?: string;
    }
  | { readonly kind: 'tune'; readonly values: Values }
  | { readonly kind: 'advance'; readonly steps: number; readonly budget: number; readonly weights: boolean }
  | { readonly kind: 'save' }
  | { readonly kind: 'restore'; readonly bytes: Uint8Array };

/** What went wrong, in words, and where in the program; the line counts from 1. */
export interface Trouble {
  readonly message: string;
  readonly line?: number | undefined;
}

/** A layer in the raster: its neurons that are shown, of all that it has. */
export interface RasterSpec {
  readonly layer: string;
  readonly shown: number;
  readonly of: number;
}

/** A variable that is drawn as curves, one for each of some neurons. */
export interface TraceSpec {
  readonly layer: string;
  readonly variable: string;
  readonly neurons: readonly number[];
  readonly labels: readonly string[];
}

export type WeightsKind = 'lines' | 'matrix' | 'fields' | 'histogram';

/** Weights that are drawn: their shape `[pre, post]`; `fields` are `[post]` pictures of `picture`. */
export interface WeightsSpec {
  readonly connection: string;
  readonly kind: WeightsKind;
  readonly shape: readonly number[];
  readonly picture: readonly [rows: number, columns: number];
}

/** What there is to draw and to control of a program. */
export interface Loaded {
  readonly dt: number;
  /** ms that the curves show. */
  readonly window: number;
  readonly sliders: readonly SliderSpec[];
  readonly rasters: readonly RasterSpec[];
  readonly traces: readonly TraceSpec[];
  readonly weights: WeightsSpec | undefined;
  readonly note: string;
  /** Why the network began anew, where its parameters could not change as it ran. */
  readonly restarted?: string;
}

export interface SpikesSeen {
  readonly step: Int32Array;
  readonly neuron: Int32Array;
}

/** What some steps brought; steps in it count from 0. */
export interface Advanced {
  readonly steps: number;
  /** All steps since the network began. */
  readonly total: number;
  readonly spikes: readonly SpikesSeen[];
  /** `[steps, neurons]` of each trace. */
  readonly traces: readonly Float32Array[];
  readonly weights?: Float32Array;
  /** What the frames show now, in the program's words. */
  readonly caption: string;
  readonly ended: boolean;
}

export interface Results {
  readonly load: Loaded;
  readonly tune: Loaded;
  readonly advance: Advanced;
  readonly save: Uint8Array;
  readonly restore: Loaded;
}

export type Reply<K extends keyof Results = keyof Results> =
  { readonly result: Results[K] } | { readonly trouble: Trouble };
