/** Everything public, whatever subpath it is imported from. A name that two of them had would not compile. */
export * from '../../src/index.js';
export * from '../../src/authoring.js';
export * from '../../src/bindsnet.js';
export * from '../../src/biology.js';
export * from '../../src/file.js';
export * from '../../src/cells.js';
export * from '../../src/data.js';
export * from '../../src/events.js';
export * from '../../src/nir.js';
export * from '../../src/plot.js';
export * from '../../src/read-out.js';
export * from '../../src/live.js';
export * from '../../src/logistic.js';
export * from '../../src/node.js';
export * from '../../src/sweep.js';
export * from '../../src/backends/gpujs/gpujs.js';
export * from '../../src/backends/tfjs/tfjs.js';
