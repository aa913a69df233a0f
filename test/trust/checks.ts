import type { Check } from './check.js';
import { engines } from './checks/engines.js';
import { files } from './checks/files.js';
import { inputs } from './checks/inputs.js';
import { mutants } from './checks/mutants.js';
import { networks } from './checks/networks.js';
import { soak } from './checks/soak.js';
import { supply } from './checks/supply.js';

/** All of them, in the order of the page. */
export const checks: readonly Check[] = [networks, engines, inputs, files, soak, mutants, supply];
