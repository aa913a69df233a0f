import type { SpikeColumns } from 'spikefold';

/** What the page tells the worker: the rate of the inputs, Hz. */
export interface Order {
  readonly rate: number;
}

/** What the worker tells the page: the spikes of some milliseconds, and the first of these. */
export interface Piece {
  readonly from: number;
  readonly spikes: SpikeColumns;
}
