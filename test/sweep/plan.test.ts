import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isLeft } from '../../src/index.js';
import { planIn } from '../../src/sweep/cli/plan.js';

const here = { workers: 1 } as const;

describe('the file of a sweep', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-plan-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const planned = async (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    const plan = await planIn(file);
    return isLeft(plan) ? plan.left.replace(`file '${file}': `, '') : plan.right;
  };
  const wants = 'the sweep must be a record of job, points, grid, where, seed, shared, limit, got';

  test.each([
    ['[]', `${wants} []`],
    ['7', `${wants} 7`],
    ['{"jobs": 1}', "unknown name 'jobs': one of 'job', 'points', 'grid', 'where', 'seed', 'shared', 'limit'"],
    ['{"points": []}', 'job must be the path of a module, got nothing'],
    ['{"job": 7, "points": []}', 'job must be the path of a module, got 7'],
    ['{"job": "j"}', "the sweep must be of points, or of a grid, got { job: 'j' }"],
    [
      '{"job": "j", "points": [], "grid": {}}',
      "the sweep must be of points, or of a grid, got { job: 'j', points: [], grid: {} }",
    ],
    ['{"job": "j", "grid": {"a": 1}}', 'grid: values of a must be an array, got 1'],
  ])('%s is refused', async (text, message) => expect(await planned('s.json', text)).toBe(message));

  test('that has no default export, or cannot be read', async () => {
    expect(await planned('none.mjs', 'export const job = 1;')).toBe(`${wants} nothing`);
    expect(await planned('broken.json', '{\n')).toMatch(/^reading failed: [^\n]+$/);
    expect(await planned('throws.mjs', "throw new Error('one\\ntwo');")).toBe('reading failed: one');
  });

  test('says all of a sweep, and threads for each core where it says none', async () => {
    const options = { seed: 3, shared: [1], limit: 2 };
    const json = JSON.stringify({ job: 'a/j.mjs', grid: { n: [1, 2] }, where: here, ...options });
    const path = new URL(`file://${folder}/a/j.mjs`).href;
    expect(await planned('s.json', json)).toEqual({ job: path, points: [{ n: 1 }, { n: 2 }], where: here, options });
    const module = 'export default { job: new URL("file:///x/j.mjs"), points: new Set([1]) };';
    expect(await planned('s.mjs', module)).toEqual({
      job: 'file:///x/j.mjs',
      points: new Set([1]),
      where: { workers: 'auto' },
      options: {},
    });
  });
});
