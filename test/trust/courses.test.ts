import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { eager, js, wasm } from '../../src/index.js';
import { courses } from './courses/course.js';
import { outcomeOf } from './courses/play.js';

test('whatever happens to any network happens on js and wasm as on eager, to the bit', async () => {
  for (const course of fc.sample(courses, { seed: 2015, numRuns: 12 })) {
    const want = await outcomeOf(eager, course);
    for (const backend of [js, wasm]) {
      const got = await outcomeOf(backend, course);
      if (!isDeepStrictEqual(got, want)) expect(got).toStrictEqual(want);
    }
  }
});
