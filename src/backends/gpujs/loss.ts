import { refused } from '../../core/errors.js';
import type { Engine } from './engine.js';

/** Waits for work on gpu.js. Everything fails on a lost device, so the loss is the fault to report. */
export const guarded = async <A>(engine: Engine, work: () => Promise<A>): Promise<A> => {
  try {
    return await work();
  } finally {
    await checkThere(engine);
  }
};

const checkThere = async ({ name, isLost }: Engine): Promise<void> => {
  if (await isLost()) throw refused(`backend '${name}'`, 'the device', 'there', 'a lost context', 'Backend');
};
