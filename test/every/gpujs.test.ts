import { describe, expect, test } from 'vitest';
import { gpujs } from '../../src/backends/gpujs/gpujs.js';
import { eager, vocabulary } from '../../src/index.js';
import { casesOf } from './support/cases.js';
import { expectOutcome, outcomeOn, spoiltOn, wantedOf } from './support/laws.js';
import { inTurns } from './support/turns.js';

const modes = [gpujs('cpu'), gpujs('webasm')];

describe('every word of the vocabulary gives the bits of eager on gpu.js', () => {
  test.each(inTurns(casesOf(vocabulary), modes))('%s', async (_, of, own) => {
    const want = await wantedOf(of);
    const spoilt = await spoiltOn(eager, of);
    for (const backend of own) {
      expectOutcome(await outcomeOn(backend, of), want);
      expect(await spoiltOn(backend, of)).toEqual(spoilt);
    }
  });
});
