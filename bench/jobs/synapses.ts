/** Bytes a synapse in this process: `synapses.ts BACKEND KIND N`. What is loaded and compiled but once is so before. */
import { backend, orThrow } from 'spikefold';
import { bytesEach } from '../synapses.js';

const [name, kind, n] = process.argv.slice(2) as [string, string, string];
const chosen = orThrow(await backend(name));
await bytesEach(chosen, kind, 100);
process.send!(await bytesEach(chosen, kind, Number(n)));
process.disconnect();
