import { describe, test } from 'vitest';
import { vocabulary } from '../../src/index.js';
import { casesOf } from './support/cases.js';
import { expectLaws } from './support/laws.js';

describe('what holds of every word of the vocabulary, whatever runs it', () => {
  test.each(casesOf(vocabulary).map((of) => [of.name, of] as const))('%s', async (_, of) => expectLaws(of, vocabulary));
});
