/** The folds of monitors, public and in the vocabulary. */
export { every } from './monitors/every.js';
export { intervals, type Intervals } from './monitors/intervals.js';
export { raster, rasterColumns, type Spike, type SpikeColumns } from './monitors/raster.js';
export { record, rolling } from './monitors/record.js';
export { counts, rates } from './monitors/spikes.js';
