import { job } from './job.js';

/** What was loaded before any optional backend was asked for, and what came out. */
const loaded = () => performance.getEntriesByType('resource').map(({ name }) => name);

const outcome = async (): Promise<string> => {
  const eager = await job('eager');
  const wasm = await job('wasm');
  const before = loaded();
  const tfjs = await job('tfjs:cpu');
  const webasm = await job('gpujs:webasm');
  const webgl2 = await job('gpujs:webgl2');
  return JSON.stringify({ eager, wasm, tfjs, webasm, webgl2, before, after: loaded() });
};

document.querySelector('output')!.textContent = await outcome().catch((error: unknown) => String(error));
