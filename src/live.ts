/** Changing the parameters of a network while it runs. Users import it as `spikefold/live`. */
export { retuned, type Retuned } from './core/build/retuned.js';
