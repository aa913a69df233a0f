import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { FaultError, type Faults } from '../../src/core/faults/errors.js';
import { shown } from '../../src/core/faults/shown.js';
import { explain, isLeft, orThrow } from '../../src/index.js';
import { overLimit } from '../../src/sweep/jobs/here.js';
import { jobFile } from '../../src/sweep/jobs/job-file.js';
import { loadJob } from '../../src/sweep/jobs/load-job.js';
import { bytesOfError, bytesOfFault, bytesOfResult, nameOf, resultOf } from '../../src/sweep/jobs/outcome.js';
import { missing } from '../../src/sweep/threads/pool.js';
import { opened } from '../../src/sweep/where.js';
import { job } from './support/jobs.js';

const folder = mkdtempSync(join(tmpdir(), 'spikefold-messages-'));
afterAll(() => rmSync(folder, { recursive: true }));
const wrote = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('what came of a point', () => {
  const read = (bytes: Uint8Array) => {
    const result = resultOf(bytes, 3, { tau: 10 });
    return isLeft(result) ? result.left.map(explain).join('\n') : result.right;
  };
  const faults: Faults = [
    { _tag: 'Parameter', place: "layer 'Y'", what: 'tau', want: 'positive', got: '-1' },
    { _tag: 'Data', place: '', what: 'w', want: 'finite', got: 'NaN' },
  ];
  const named =
    "point 3 { tau: 10 }: layer 'Y': tau must be positive, got -1\npoint 3 { tau: 10 }: w must be finite, got NaN";

  test('is the value that its job gave, or that of a Right, and null for none', () => {
    expect([7, { a: [1] }, null, undefined].map((value) => read(bytesOfResult(value)))).toEqual([
      7,
      { a: [1] },
      null,
      null,
    ]);
    expect(read(bytesOfResult({ _tag: 'Right', right: { _tag: 'Right', right: 7 } }))).toBe(7);
  });
  test('is the faults of a Left, alone or of a run, each with the name of the point', () => {
    expect(read(bytesOfResult({ _tag: 'Left', left: faults }))).toBe(named);
    expect(read(bytesOfResult({ _tag: 'Left', left: { faults, state: 1 } }))).toBe(named);
  });
  test.each([7, [[]], { faults: [] }, [[faults[0], 'mine']], [[{ ...faults[0], got: 7 }]]])(
    'is that its job failed where a Left has no faults: %j',
    (left) => {
      expect(read(bytesOfResult({ _tag: 'Left', left }))).toBe(
        `point 3 { tau: 10 }: job failed: a Left of ${shown(left)}`,
      );
    },
  );
  test('is a fault with its path where it cannot be sent', () => {
    expect(read(bytesOfResult({ counts: [1, () => 1] }))).toMatch(
      /^point 3 { tau: 10 }: result\.counts\[1\] must be plain data.*, got a function$/,
    );
  });
  test('is what its job threw: its faults, of another copy of the library too, or in one line that it failed', () => {
    expect(read(bytesOfError(new FaultError(faults)))).toBe(named);
    expect(read(bytesOfError({ name: 'FaultError', faults }))).toBe(named);
    expect(read(bytesOfError(new Error('one\n  two')))).toBe('point 3 { tau: 10 }: job failed: one two');
    expect(read(bytesOfError('no', 'thread of the job'))).toBe('point 3 { tau: 10 }: thread of the job failed: no');
    expect(read(bytesOfError({ name: 'Error', faults }))).toMatch(/job failed: /);
  });
  test('is a fault where its bytes are none', () => {
    expect(read(new Uint8Array(3))).toMatch(/^point 3 { tau: 10 }: /);
    expect(read(bytesOfFault('Data', 'result', 'smaller', '9'))).toBe(
      'point 3 { tau: 10 }: result must be smaller, got 9',
    );
    expect(read(bytesOfFault(...overLimit(0.5)))).toBe(
      'point 3 { tau: 10 }: job must be ended within 0.5 s, the limit of a point, got no end',
    );
  });
  test('has the number of the point and its values, in one line', () => {
    expect([nameOf(0, { a: 'x' }), nameOf(12, undefined)]).toEqual(["point 0 { a: 'x' }", 'point 12 nothing']);
  });
});

describe('a job', () => {
  const digestOf = async (path: string | URL) => orThrow(await jobFile(path)).digest;

  test('is its file, relative to this folder where it is inside, and with a version', async () => {
    const [inside, outside] = [job('various.mjs'), wrote('job.mjs', 'export default () => 1;')];
    const url = pathToFileURL(outside);
    expect(orThrow(await jobFile(inside))).toMatchObject({
      path: relative(process.cwd(), inside),
      url: pathToFileURL(inside).href,
    });
    for (const one of [outside, url, url.href])
      expect(orThrow(await jobFile(one))).toEqual({
        path: outside,
        url: url.href,
        digest: expect.stringMatching(/^[0-9a-f]{16}$/),
      });
    expect(await digestOf(relative(process.cwd(), inside))).toBe(await digestOf(inside));
  });
  test('is another version where it, or a file that it imports by a relative name, is another', async () => {
    mkdirSync(join(folder, 'inner'));
    const write = (part: string, far = "import './part.mjs';", typed = '3') => {
      wrote('part.mjs', part);
      wrote('inner/far.ts', far);
      wrote('typed.mts', typed);
      return wrote(
        'main.mjs',
        `import { a } from './part.mjs'; export * from "./inner/far.js"; const b = require('./typed.mjs'); import 'fs';`,
      );
    };
    const versions: string[] = [];
    versions.push(
      await digestOf(write('1')),
      await digestOf(write('2')),
      await digestOf(write('1', "import '../part.mjs'")),
    );
    versions.push(await digestOf(write('1', undefined, '4')));
    expect(new Set(versions).size).toBe(4);
    expect(await digestOf(write('1'))).toBe(versions[0]);
    // Files that import each other end, and what is not there is left to the loader.
    expect(await digestOf(write("import './main.mjs'; import './nowhere.mjs';"))).toMatch(/^[0-9a-f]{16}$/);
  });
  test('that cannot be loaded, or has no default function, says so', async () => {
    const said = (path: string) =>
      loadJob(pathToFileURL(path).href).then(
        () => 'loaded',
        (error: Error) => error.message,
      );
    expect(await said(wrote('number.mjs', 'export default 7;'))).toBe(
      ': default export of the job must be a function, got 7',
    );
    expect(await said(job('no-default.mjs'))).toBe(': default export of the job must be a function, got nothing');
    expect(await said(job('broken.mjs'))).toMatch(
      /^: job must be a module that can be loaded, got an error: Cannot find module/,
    );
    expect(await said(wrote('common.cjs', 'module.exports = { default: () => 1 };'))).toBe('loaded');
    expect(await said(wrote('wrong.cjs', 'module.exports = { default: 7 };'))).toBe(
      ': default export of the job must be a function, got 7',
    );
  });
  test('needs packages that are named where they are missing', () => {
    expect(missing('piscina')).toMatchObject({
      left: [
        {
          _tag: 'Backend',
          place: 'sweep',
          what: "package 'piscina'",
          want: 'installed (npm install piscina)',
          got: 'nothing',
        },
      ],
    });
  });
  test('has threads with flags that Node knows', async () => {
    const file = orThrow(await jobFile(job('various.mjs')));
    const made = await opened({ workers: 2, execArgv: ['--no-such-flag'] }, { job: file, library: '1' });
    expect(isLeft(made) && explain(made.left[0])).toMatch(
      /^sweep: execArgv must be flags of Node for threads, got an error: .*--no-such-flag/,
    );
  });
});
