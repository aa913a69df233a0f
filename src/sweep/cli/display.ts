import { sweepLine, type SweepProgress } from '../progress.js';
import type { Terminal } from './command.js';

/** Shows progress: in a terminal one line that is written over, elsewhere a line for every twentieth of the points. */
export const display = ({ err, columns, isTerminal }: Terminal) => {
  let last = -Infinity;
  let latest: SweepProgress | undefined;
  let shownDone: number | undefined;
  const draw = (at: SweepProgress): void => {
    last = performance.now();
    // The last column stays free: some terminals begin a new line there.
    err(isTerminal ? `\r${sweepLine(at, columns - 1)}\u001b[K` : `${sweepLine(at, columns)}\n`);
    shownDone = at.done;
  };
  const isDue = ({ done, total }: SweepProgress): boolean => {
    if (isTerminal) return performance.now() - last > 100;
    const step = Math.max(1, Math.ceil((total ?? 2000) / 20));
    return done !== shownDone && (Math.floor(done / step) > Math.floor((shownDone ?? 0) / step) || done === total);
  };
  return {
    tell: (at: SweepProgress): void => {
      latest = at;
      if (isDue(at)) draw(at);
    },
    end: (): void => {
      if (latest !== undefined && (isTerminal || latest.done !== shownDone)) draw(latest);
      if (isTerminal && latest !== undefined) err('\n');
    },
  };
};
