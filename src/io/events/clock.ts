/**
 * A clock whose counts begin again at 0 after `turn` of them: each count as one that goes on. A step back by more than half a turn is such
 * a beginning; a smaller one is disorder, and left to whoever reads the times.
 */
export const unwrapping = (turn: number): ((count: number) => number) => {
  let [last, added] = [0, 0];
  return (count) => {
    if (last - count > turn / 2) added += turn;
    last = count;
    return added + count;
  };
};
