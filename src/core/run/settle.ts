import { foldFaults, type Recording, type Recordings } from './recordings.js';

/** Waits until folds whose effects take time are ready for more steps; at the end of a run, until all is done. */
export const settled = async (recordings: Recordings, last: boolean): Promise<Recordings> => {
  const { each, faults } = recordings;
  const found = [...faults];
  const next: Recording[] = [];
  for (const recording of each) {
    let { fold } = recording;
    try {
      if (recording.failed !== 'to settle')
        for (let then = fold.settle?.(last); then !== undefined; then = fold.settle?.(last)) fold = await then;
      next.push({ ...recording, fold });
    } catch (error) {
      found.push(...foldFaults(recording.name, 'the fold', error));
      next.push({ ...recording, fold, failed: 'to settle' });
    }
  }
  return { ...recordings, each: next, faults: found };
};

/** Whether any fold has effects that take time. */
export const settles = ({ each }: Recordings): boolean => each.some(({ fold }) => fold.settle !== undefined);
