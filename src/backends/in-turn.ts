import { isLater, type Later } from '../core/run/stream.js';

/** Work on one item after the other: at once, as long as none has to be waited for. */
export const inTurn = <A>(items: readonly A[], work: (item: A) => Later<void>): Later<void> => {
  for (const [place, item] of items.entries()) {
    const done = work(item);
    if (isLater(done)) return done.then(() => inTurn(items.slice(place + 1), work));
  }
};
