import { describe, expect, test } from 'vitest';
import { eager, js, vocabulary, wasm } from '../../src/index.js';
import { drawn } from '../support/backends.js';
import { casesOf } from './support/cases.js';
import { expectOutcome, outcomeOn, spoiltOn, wantedOf } from './support/laws.js';
import { inTurns } from './support/turns.js';

describe('every word of the vocabulary gives the bits of eager', () => {
  test.each(inTurns(casesOf(vocabulary), [js, wasm, drawn]))('%s', async (_, of, compiling) => {
    const want = await wantedOf(of);
    const spoilt = await spoiltOn(eager, of);
    for (const backend of compiling) {
      expectOutcome(await outcomeOn(backend, of), want);
      expect(await spoiltOn(backend, of)).toEqual(spoilt);
    }
  });
});
