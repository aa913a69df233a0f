/** Recorded spikes as inputs: files of events, and lists of times. Users import it as `spikefold/events`. */
export { aedat, type AedatOptions } from './io/events/aedat.js';
export type { BinOptions } from './io/events/binned.js';
export type { CameraOptions } from './io/events/camera.js';
export { replay, spikesAt, type ReplayOptions } from './io/events/lists.js';
export { nMnist } from './io/events/n-mnist.js';
export { prophesee, type PropheseeOptions } from './io/events/prophesee.js';
export { shd } from './io/events/shd.js';
export { sonataSpikes, type SonataOptions } from './io/events/sonata.js';
export type { Bytes, EventSource } from './io/events/source.js';
export { eventTable, type TableOptions } from './io/events/table.js';
