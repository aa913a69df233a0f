/**
 * `spikefold/plot`: pictures of what monitors recorded, as SVG, in Node and in a page. It stands on the optional packages `d3-scale`,
 * `d3-shape` and `fast-png`.
 */
export { accuracyPlot, type AccuracyOptions } from './plot/accuracy.js';
export { barPlot, type BarOptions } from './plot/bar.js';
export { confusionPlot, type ConfusionOptions } from './plot/confusion.js';
export { heatMapPlot, type HeatMapOptions } from './plot/heat-map.js';
export { linePlot, type Line, type LineOptions } from './plot/line.js';
export { phasePlot, type PhaseOptions } from './plot/phase.js';
export { plotElement, type Plot } from './plot/plot.js';
export { rasterPlot, type RasterOptions } from './plot/raster.js';
export { ratePlot, type RateOptions } from './plot/rate.js';
export { spikeGramPlot, type SpikeGramOptions } from './plot/spike-gram.js';
export { voltagePlot } from './plot/voltage.js';
export type { VoltageOptions } from './plot/voltage-options.js';
export { weightsPlot, type WeightsOptions } from './plot/weights.js';
export type { PlotOptions, TimeOptions } from './plot/options.js';
export type { SpikeOptions, Spikes } from './plot/spikes.js';
