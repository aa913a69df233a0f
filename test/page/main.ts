import { backend, explain } from 'spikefold';
import { job } from './job.js';

/** What was loaded before any optional backend was asked for, and what came out. */
const loaded = () => performance.getEntriesByType('resource').map(({ name }) => name);

/** What a user is told who chooses tfjs:wasm and has not copied its WebAssembly files beside the page. */
const withoutFiles = async (): Promise<readonly string[]> => {
  const chosen = await backend('tfjs:wasm');
  return chosen._tag === 'Left' ? chosen.left.map(explain) : [];
};

const outcome = async (): Promise<string> => {
  const eager = await job('eager');
  const wasm = await job('wasm');
  const before = loaded();
  const tfjs = await job('tfjs:cpu');
  const webasm = await job('gpujs:webasm');
  const webgl2 = await job('gpujs:webgl2');
  const after = loaded();
  const missing = await withoutFiles();
  return JSON.stringify({ eager, wasm, tfjs, webasm, webgl2, before, after, missing });
};

document.querySelector('output')!.textContent = await outcome().catch((error: unknown) => String(error));
