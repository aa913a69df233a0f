import type { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { explain, isLeft } from '../../src/index.js';
import { resultOf } from '../../src/sweep/jobs/outcome.js';
import { connectionTo, nameOfRedis, persists } from '../../src/sweep/redis/connection.js';
import { fitting, idOf, keysOf, sent, store, taskIn, tooLarge, usualLargest } from '../../src/sweep/redis/protocol.js';

describe('through Redis', () => {
  const task = { place: 7, seed: [1, 2] as const, key: 'abc', point: Uint8Array.of(0, 255, 128) };
  const setting = { library: '1.2', job: { path: 'j.mjs', digest: 'd', url: 'file:///j.mjs' } };
  const limits = { largest: 10, reruns: 3 };

  test('goes a point as JSON, and comes back as it was', () => {
    const all = sent({ ...setting, shared: { bytes: new Uint8Array(9), digest: 's' }, limit: 2 }, task, {
      ...limits,
      keep: 60,
    });
    expect(all).toEqual({
      library: '1.2',
      job: { path: 'j.mjs', digest: 'd' },
      shared: 's',
      limit: 2,
      largest: 10,
      reruns: 3,
      keep: 60,
      place: 7,
      seed: [1, 2],
      key: 'abc',
      point: 'AP+A',
    });
    expect(taskIn(JSON.parse(JSON.stringify(all)) as typeof all)).toEqual(task);
    expect(Object.keys(sent(setting, task, limits))).not.toContain('shared');
    expect(Object.keys(sent(setting, task, limits))).not.toContain('limit');
  });
  test('have points, results and shared values keys of their own', () => {
    expect(idOf(task)).toBe('7-abc');
    const keys = keysOf('q');
    expect([keys.result('7-abc'), keys.shared('s'), keys.refused]).toEqual([
      'spikefold:q:result:7-abc',
      'spikefold:q:shared:s',
      'spikefold:q:refused',
    ]);
  });
  test('goes what is at most so large, 4 MiB if nothing is said', () => {
    expect(usualLargest).toBe(4_194_304);
    expect(tooLarge('point', 10, 10)).toBeUndefined();
    expect(tooLarge('shared', 11, 10)).toEqual([
      'Data',
      'shared',
      'at most 10 bytes to go through Redis (have it in a file that all can read, as saveFile writes it, and send its path; or raise largest)',
      '11',
    ]);
    expect(fitting(new Uint8Array(10), 10)).toEqual(new Uint8Array(10));
    const result = resultOf(fitting(new Uint8Array(11), 10), 0, 1);
    expect(isLeft(result) && explain(result.left[0])).toMatch(
      /^point 0 1: result must be at most 10 bytes to go through Redis.*, got 11$/,
    );
  });
  test('stay bytes until they are read, or for so many seconds', async () => {
    const calls: unknown[][] = [];
    const client = { set: async (...given: unknown[]) => void calls.push(given) } as unknown as Redis;
    await store(client, 'k', Uint8Array.of(1), undefined);
    await store(client, 'k', Uint8Array.of(1), 60);
    expect(calls).toEqual([
      ['k', Buffer.of(1)],
      ['k', Buffer.of(1), 'EX', 60],
    ]);
  });
  test('wait commands for a server that is away, which is tried at least every two seconds', () => {
    const { retryStrategy, ...options } = connectionTo('redis://host');
    expect(options).toEqual({ url: 'redis://host', maxRetriesPerRequest: null, connectTimeout: 5000 });
    expect([1, 19, 20, 21, 1e6].map(retryStrategy)).toEqual([100, 1900, 2000, 2000, 2000]);
  });
  test('is no password told', () => {
    expect(['redis://me:secret@host:1/0', 'rediss://host', 'redis://host/a@b'].map(nameOfRedis)).toEqual([
      'Redis redis://host:1/0',
      'Redis rediss://host',
      'Redis redis://host/a@b',
    ]);
  });
  test.each([
    ['aof_enabled:1\r\n', ['save', ''], true],
    ['aof_enabled:0\r\n', ['save', '3600 1'], true],
    ['aof_enabled:0\r\n', ['save', ''], false],
    ['aof_enabled:0\r\n', undefined, false],
  ])('is on disk what a server with %j and %j has', async (info, config, is) => {
    const client = {
      info: async (part: string) => (part === 'persistence' ? info : ''),
      config: () => (config === undefined ? Promise.reject(new Error('no permission')) : Promise.resolve(config)),
    };
    expect(await persists(client as unknown as Redis)).toBe(is);
  });
});
