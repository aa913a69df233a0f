/** Cells with receptors, synaptic currents and conductances, in PyNN's units, and a synapse of three states. Users import it as `spikefold/cells`. */
export * from './models/cells.js';
export type { Cell } from './models/cells/cell.js';
export type { Gate } from './models/cells/traub-miles.js';
export type { ReceptorsConstraint } from './models/parameters/constraint.js';
export type { ConductanceReceptor, CurrentReceptor, Receptors } from './models/cells/receptors.js';
