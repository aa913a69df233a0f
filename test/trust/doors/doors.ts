import { callDoors } from './calls.js';
import type { Door } from './door.js';
import { fileDoors } from './files.js';
import { plainDoors } from './plain.js';

/** Every place where a user gives something. */
export const doors: readonly Door[] = [...plainDoors, ...callDoors, ...fileDoors];
