import { describe } from 'vitest';
import { quickLaw } from '../support/law.js';
import { expectFaithfulTrial, scenes, trialsOf } from './support/sceneries.js';

describe('an image that is gathered before it is contracted', () => {
  for (const [name, scene] of Object.entries(scenes))
    quickLaw(
      `gives what it gives on eager, to the bit, where the other spikes: ${name}`,
      [trialsOf(scene, false)],
      expectFaithfulTrial,
      150,
    );
});
