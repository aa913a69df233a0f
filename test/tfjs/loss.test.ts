import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Tf } from '../../src/backends/tfjs/device-value.js';
import { lossGuard } from '../../src/backends/tfjs/loss.js';

/** tfjs with one backend, of which a guard only asks what it has of a GPU. */
const over = (parts: object): Tf => ({ findBackend: () => parts }) as unknown as Tf;
const never = new Promise<never>(() => undefined);
const said = (work: Promise<unknown>): Promise<unknown> => work.catch((error: Error) => error.message);

test('a backend without a GPU loses none: work ends as it ends', async () => {
  const { guarded, close } = lossGuard(over({}), 'wasm');
  expect(await guarded(async () => 7)).toBe(7);
  expect(await said(guarded(() => Promise.reject(new Error('its own'))))).toBe('its own');
  expect(close).not.toThrow();
});

describe('over WebGL', () => {
  const lost = "backend 'tfjs:webgl': the device must be there, got a lost WebGL context";
  const context = (isLost = false) => {
    const canvas = new EventTarget();
    const listens = vi.spyOn(canvas, 'addEventListener');
    const state = { isLost };
    const gpgpu = { gl: { canvas, isContextLost: () => state.isLost } };
    return {
      ...lossGuard(over({ gpgpu }), 'webgl'),
      state,
      signals: () => listens.mock.calls.map(([, , options]) => (options as { readonly signal: AbortSignal }).signal),
      lose: () => canvas.dispatchEvent(new Event('webglcontextlost')),
    };
  };

  test('work is done while the context is there', async () => {
    expect(await context().guarded(async () => 7)).toBe(7);
  });
  test('no work is begun on a context that was lost, before the guard or since', async () => {
    const [before, since] = [context(true), context()];
    since.state.isLost = true;
    const work = vi.fn(async () => 7);
    for (const { guarded } of [before, since]) expect(await said(guarded(work))).toBe(lost);
    expect(work).not.toHaveBeenCalled();
  });
  test('a context that came back is lost still, whether it was lost before the guard or since', async () => {
    const [before, since] = [context(true), context()];
    before.state.isLost = false;
    since.lose();
    for (const { guarded } of [before, since]) expect(await said(guarded(async () => 7))).toBe(lost);
  });
  test('work that never ends, as the context is lost meanwhile, ends with the loss', async () => {
    const { guarded, lose } = context();
    const waiting = said(guarded(() => never));
    lose();
    expect(await waiting).toBe(lost);
  });
  test('the loss is what is told of work that failed or ended without it', async () => {
    for (const how of [() => Promise.reject(new Error('its own')), async () => 7]) {
      const { guarded, state } = context();
      const work = (): Promise<unknown> => {
        state.isLost = true;
        return how();
      };
      expect(await said(guarded(work))).toBe(lost);
    }
  });
  test('nothing waits for a loss once work has ended', async () => {
    const { guarded, signals } = context();
    await guarded(async () => 7);
    // The guard itself goes on.
    expect(signals().map(({ aborted }) => aborted)).toEqual([false, true]);
  });
  test('a guard that is closed hears of no loss', async () => {
    const { guarded, close, lose } = context();
    close();
    lose();
    expect(await guarded(async () => 7)).toBe(7);
  });
});

describe('over WebGPU', () => {
  beforeEach(() => {
    vi.stubGlobal('GPUBufferUsage', { MAP_READ: 1 });
    vi.stubGlobal('GPUMapMode', { READ: 1 });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });
  const gpu = () => {
    const state = { isLost: false };
    const mapAsync = async () => (state.isLost ? Promise.reject(new DOMException('', 'AbortError')) : undefined);
    const buffer = { mapAsync, destroy: () => undefined };
    const device = Object.assign(new EventTarget(), { createBuffer: () => buffer, lost: Promise.resolve() });
    const fail = (message: string) =>
      device.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: { message } }));
    return { ...lossGuard(over({ device }), 'webgpu'), state, fail };
  };

  test('a lost device is told once work has ended, before any error of it', async () => {
    const { guarded, state, fail } = gpu();
    expect(await guarded(async () => 7)).toBe(7);
    state.isLost = true;
    fail('out of memory');
    expect(await said(guarded(async () => 7))).toBe(
      "backend 'tfjs:webgpu': the device must be there, got a lost WebGPU device",
    );
  });
  test('the first error since the last work is told, once', async () => {
    const { guarded, close, fail } = gpu();
    fail('out of memory');
    fail('no such buffer');
    const wrong = "backend 'tfjs:webgpu': the device must be able to compute the step, got an error: out of memory";
    expect(await said(guarded(async () => 7))).toBe(wrong);
    expect(await guarded(async () => 7)).toBe(7);
    close();
    fail('too late');
    expect(await guarded(async () => 7)).toBe(7);
  });
});
