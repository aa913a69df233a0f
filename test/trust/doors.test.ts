import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { doors } from './doors/doors.js';

test.each(doors)('no input is thrown at, or refused without a sentence: $name', async ({ inputs, enter }) => {
  const failures: string[] = [];
  for (const input of fc.sample(inputs, { seed: 2015, numRuns: 150 })) {
    const wrong = await enter(input);
    if (wrong !== undefined) failures.push(`${wrong}; of ${fc.stringify(input).slice(0, 500)}`);
  }
  expect(failures).toEqual([]);
});
