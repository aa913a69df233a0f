import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAlive } from '../../src/backends/webgpu.js';

beforeEach(() => {
  vi.stubGlobal('GPUBufferUsage', { MAP_READ: 1 });
  vi.stubGlobal('GPUMapMode', { READ: 1 });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A device of which a buffer is mapped, or is not because of an error. */
const device = (error?: Error) => {
  const events: string[] = [];
  const buffer = {
    mapAsync: async () => (error === undefined ? undefined : Promise.reject(error)),
    destroy: () => void events.push('destroyed'),
  };
  const one = {
    createBuffer: ({ size }: GPUBufferDescriptor) => {
      // What is mapped are words.
      expect(size % 4).toBe(0);
      return buffer;
    },
    get lost() {
      return Promise.resolve().then(() => events.push('loss told'));
    },
  };
  return { events, device: one as unknown as GPUDevice };
};

test.each([
  ['that maps a buffer is alive', undefined, true],
  [
    'whose buffer is not mapped as it is lost is not, once its loss was told',
    new DOMException('', 'AbortError'),
    false,
  ],
  ['that cannot map a buffer for another reason is alive', new DOMException('', 'OperationError'), true],
  ['as is one with any other error', Object.assign(new Error(), { name: 'AbortError' }), true],
])('a device %s', async (_, error, alive) => {
  const { events, device: one } = device(error);
  expect(await isAlive(one)).toBe(alive);
  expect(events).toEqual(alive ? ['destroyed'] : ['loss told', 'destroyed']);
});
