/** Ready-made networks of biology, after their papers. Users import it as `spikefold/biology`. */
export * from './models/biology.js';
export { brunelRegimes } from './models/biology/brunel.js';
