import { callDoors } from './calls.js';
import { callsDoor } from './calls-of.js';
import { commandDoors } from './command-lines.js';
import type { Door } from './door.js';
import { fileDoors } from './files.js';
import { dataCalls, mainCalls } from './helpers.js';
import { pictureCalls } from './pictures.js';
import { plainDoors } from './plain.js';

const helperDoors: readonly Door[] = [
  callsDoor('functions of spikefold, with 1 or 2 wrong arguments', 200_000, mainCalls),
  callsDoor('functions of data, exchange and reading out, with 1 or 2 wrong arguments', 200_000, dataCalls),
  callsDoor('plots, and helpers of sweeps, with 1 or 2 wrong arguments', 200_000, pictureCalls),
];

/** Every place where a user gives something. */
export const doors: readonly Door[] = [...plainDoors, ...callDoors, ...helperDoors, ...commandDoors, ...fileDoors];
