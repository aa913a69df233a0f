import { expectAfter, noExpectation, predictionError, tensor, type Expected } from 'spikefold';
import { failed, passed, type Case, type Fields, type Verdict } from './case.js';
import { difference } from './compare.js';

/** What an `update` of the reference's predictor comes to here. */
export const updated = (
  expected: Expected,
  { accumulated_reward: reward, steps, ema_window: window }: Fields,
): Expected =>
  expectAfter(expected, {
    reward: reward as number,
    steps: steps as number,
    ...(window !== undefined && { window: window as number }),
  });

/** A reward predictor alone: what each compute gives, and what is expected after each update. */
export const rewardCase = (golden: Case): Verdict => {
  if (golden['model'] !== 'MovingAvgRPE') return failed(`reward '${String(golden['model'])}' is not in the library`);
  let expected = noExpectation;
  const computed: number[] = [];
  const after: Expected[] = [];
  for (const step of golden['steps'] as readonly Fields[]) {
    if (step['do'] === 'compute') computed.push(predictionError(step['reward'] as number, expected));
    else after.push((expected = updated(expected, step)));
  }
  const got: { readonly [name: string]: readonly number[] } = {
    compute: computed,
    reward_predict: after.map(({ perStep }) => perStep),
    reward_predict_episode: after.map(({ perEpisode }) => perEpisode),
    rewards_predict_episode: expected.history,
  };
  const why = Object.entries(golden['expect'] as unknown as { readonly [name: string]: readonly number[] })
    .map(([name, want]) =>
      difference(
        golden,
        'MovingAvgRPE',
        name,
        tensor([want.length], want),
        got[name] && tensor([got[name].length], got[name]),
        'place',
      ),
    )
    .find((found) => found !== undefined);
  return why === undefined ? passed : failed(why);
};
