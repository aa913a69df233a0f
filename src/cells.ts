/** Cells with receptors, synaptic currents and conductances, in PyNN's units, and a synapse of three states. Users import it as `spikefold/cells`. */
export * from './models/cells.js';
export type { ConductanceReceptor, CurrentReceptor, Receptors } from './models/cells/receptors.js';
