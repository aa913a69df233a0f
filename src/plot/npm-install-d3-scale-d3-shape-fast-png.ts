/**
 * The packages of `spikefold/plot`. They are optional, and imported in this file alone: where one is missing, Node and bundlers name the file
 * that imports it, and so say what to type. A sentence of our own would need a dynamic import, which a function cannot wait for.
 */
export { scaleLinear, type ScaleLinear } from 'd3-scale';
export { line as curve } from 'd3-shape';
export { encode } from 'fast-png';
