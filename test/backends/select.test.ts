import { spawnSync } from 'node:child_process';
import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { backend, backendNames, eager, explain, orThrow, wasm, type BackendChoice } from '../../src/index.js';

const faultsOf = async (choice: unknown): Promise<readonly string[]> => {
  const found = await backend(choice as BackendChoice);
  return E.isLeft(found) ? found.left.map(explain) : [];
};

test('every backend has a short name', async () => {
  expect(backendNames).toEqual([
    'wasm',
    'js',
    'eager',
    ...['cpu', 'wasm', 'webgl', 'webgpu'].map((mode) => `tfjs:${mode}`),
    ...['cpu', 'webasm', 'webgl', 'webgl2', 'webgpu'].map((mode) => `gpujs:${mode}`),
  ]);
  expect(orThrow(await backend('wasm'))).toBe(wasm);
  expect(orThrow(await backend('gpujs:cpu')).name).toBe('gpujs:cpu');
  expect(orThrow(await backend('eager'))).toBe(eager);
  expect(orThrow(await backend('tfjs:wasm')).name).toBe('tfjs:wasm');
});

test('a backend may be chosen by plain data', async () => {
  expect(orThrow(await backend({ backend: 'eager' }))).toBe(eager);
  const choice = JSON.parse('{ "backend": "tfjs", "mode": "cpu" }') as BackendChoice;
  expect(orThrow(await backend(choice)).name).toBe('tfjs:cpu');
});

test.each([
  ['abacus', ["backend: unknown name 'abacus': one of 'wasm', 'js', 'eager', 'tfjs', 'gpujs'"]],
  ['', ["backend: unknown name '': one of 'wasm', 'js', 'eager', 'tfjs', 'gpujs'"]],
  [null, ["backend: name must be one of 'wasm', 'js', 'eager', 'tfjs', 'gpujs', got nothing"]],
  [{ mode: 'wasm' }, ["backend: name must be one of 'wasm', 'js', 'eager', 'tfjs', 'gpujs', got nothing"]],
  [{ backend: 'toString' }, ["backend: unknown name 'toString': one of 'wasm', 'js', 'eager', 'tfjs', 'gpujs'"]],
  [{ backend: 7 }, ["backend: name must be one of 'wasm', 'js', 'eager', 'tfjs', 'gpujs', got 7"]],
  ['tfjs', ["backend 'tfjs': mode must be one of 'cpu', 'wasm', 'webgl', 'webgpu', got nothing"]],
  ['tfjs:wasm:simd', ["backend 'tfjs': unknown mode 'wasm:simd': one of 'cpu', 'wasm', 'webgl', 'webgpu'"]],
  ['tfjs:gpu', ["backend 'tfjs': unknown mode 'gpu': one of 'cpu', 'wasm', 'webgl', 'webgpu'"]],
  ['eager:fast', ["backend 'eager': unknown option 'mode': it takes none"]],
  [{ backend: 'tfjs', mode: 'cpu', wasmPath: '/' }, ["backend 'tfjs': unknown option 'wasmPath': it takes none"]],
  [{ backend: 'tfjs', mode: 'wasm', wasmPath: 1 }, ["backend 'tfjs': option 'wasmPath' must be a string, got 1"]],
  [
    { backend: 'tfjs', mode: ['wasm'], speed: 2 },
    [
      "backend 'tfjs': mode must be one of 'cpu', 'wasm', 'webgl', 'webgpu', got ['wasm']",
      "backend 'tfjs': unknown option 'speed': one of 'wasmPath'",
    ],
  ],
])('%j is a fault', async (choice, faults) => {
  expect(await faultsOf(choice)).toEqual(faults);
});

test('a mode of TensorFlow.js that does not run here is a fault at once', async () => {
  for (const mode of ['webgl', 'webgpu'])
    expect(await faultsOf(`tfjs:${mode}`)).toEqual([
      `backend 'tfjs:${mode}': mode must be one that runs here (webgl and webgpu run in browsers), got '${mode}'`,
    ]);
});

test('a package that is missing is a fault, by its name, and so are WebAssembly files that are not in the given folder', () => {
  const without = `export const resolve = (name, context, next) => {
    if (name === '@tensorflow/tfjs-backend-webgl') throw new Error('Cannot find package');
    return next(name, context);
  };`;
  // In a process of its own: tfjs takes paths once, before it starts.
  const program = `
    import { register } from 'node:module';
    register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(without)}`)});
    import { backend, explain } from './src/index.ts';
    const tell = async (choice) => {
      const found = await backend(choice);
      console.log('told', found._tag === 'Left' ? found.left.map(explain).join() : found.right.name);
    };
    const at = (wasmPath) => ({ backend: 'tfjs', mode: 'wasm', wasmPath });
    await tell('tfjs:webgl');
    await tell(at('/nowhere/'));
    await tell(at('/elsewhere/'));
    await tell('tfjs:cpu');
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  const told = stdout.split('\n').filter((line) => line.startsWith('told '));
  expect(told, stderr).toEqual([
    expect.stringMatching(
      /^told backend 'tfjs:webgl': package '@tensorflow\/tfjs-backend-webgl' must be installed, got an error/,
    ),
    "told backend 'tfjs:wasm': file 'tfjs-backend-wasm-simd.wasm' must be in the folder that option 'wasmPath' names, which ends in '/' (it is in @tensorflow/tfjs-backend-wasm/dist), got '/nowhere/'",
    expect.stringContaining("told backend 'tfjs:wasm': option 'wasmPath' must be given before tfjs tries to start"),
    'told tfjs:cpu',
  ]);
});
