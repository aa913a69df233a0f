import type { Backend } from 'spikefold';
import { failed, type Case, type Verdict } from './case.js';
import { encoderCase, encoderExpectation, encoderStatistics } from './encoder-case.js';
import { evaluationCase } from './evaluation-case.js';
import { networkCase } from './network-case.js';
import { rewardCase } from './reward-case.js';

/** Every kind of case and how it is played. What the library does not have yet fails, and says so. */
const kinds: { readonly [kind: string]: (backend: Backend, golden: Case) => Verdict | Promise<Verdict> } = {
  network: networkCase,
  evaluation: (_, golden) => evaluationCase(golden),
  encoder: (_, golden) => encoderCase(golden),
  encoder_statistics: (_, golden) => encoderStatistics(golden),
  encoder_expectation: (_, golden) => encoderExpectation(golden),
  reward: (_, golden) => rewardCase(golden),
};

/** Plays one case on a backend. A program error counts as failed, with its message. */
export const playCase = async (backend: Backend, golden: Case): Promise<Verdict> => {
  const play = Object.hasOwn(kinds, golden.kind) ? kinds[golden.kind] : undefined;
  if (play === undefined) return failed(`kind '${golden.kind}' is unknown`);
  try {
    return await play(backend, golden);
  } catch (error) {
    return failed(`an error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
};
