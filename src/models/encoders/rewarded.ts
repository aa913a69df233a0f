import { lifted } from '../../core/run/block.js';
import { fresh } from '../../core/run/fresh.js';
import { endsNow, type Frame } from '../../core/frame.js';
import { blocksOf, factsOf, type AnySteps, type AsyncSource, type Source, type Steps } from '../../core/run/source.js';
import type { Reader } from '../../core/run/stream.js';
import type { Tensor } from '../../core/tensor.js';
import { eachBlock } from './in-blocks.js';
import { eachOf, framesOf, through, throughBlocks } from './through.js';

type Reward = number | Tensor | ((step: number) => number | Tensor);

/**
 * The same frames with a reward in each: one number for the whole run, one for each sample `[b]`, or a function of the step
 * (from 0). The function may look at the run: it is asked when all steps before have been run.
 */
export function rewarded<F extends Frame<Tensor>>(of: Steps<F>, reward: Reward): Source<F>;
export function rewarded<F extends Frame<Tensor>>(of: AnySteps<F>, reward: Reward): AsyncSource<F>;
export function rewarded<F extends Frame<Tensor>>(of: AnySteps<F>, reward: Reward): AnySteps<F> {
  const facts = factsOf(of);
  const asked = typeof reward === 'function';
  const read = (reader: Reader<F>): Reader<F> => {
    const same = asked ? undefined : fresh(reward);
    let step = 0;
    return eachOf(reader, (frame) =>
      endsNow(frame) ? frame : { ...frame, reward: asked ? fresh(reward(step++)) : same },
    );
  };
  const inBlocks = asked
    ? undefined
    : throughBlocks(blocksOf<F>(of), (reader) => {
        const same = lifted(fresh(reward));
        return eachBlock(reader, (frame) => ({ ...frame, reward: same }));
      });
  return through({ ...facts, independent: facts.independent && !asked }, framesOf('frames', of), read, inBlocks);
}
