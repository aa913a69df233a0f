import { backend, orThrow, type Backend } from '../../src/index.js';
import { backends } from './backends.js';

const optional = ['gpujs:cpu', 'gpujs:webasm', 'tfjs:cpu', 'tfjs:wasm'];

/** Every backend that runs in Node: `describe.each(await allBackends())('on $name', ...)`. */
export const allBackends = async (): Promise<readonly Backend[]> => [
  ...backends,
  ...(await Promise.all(optional.map(async (name) => orThrow(await backend(name))))),
];
