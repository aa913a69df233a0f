import { foldFaults, type Followed, type Follower } from './follower.js';

/** Waits until folds whose effects take time are ready for more steps; at the end of a run, until all is done. */
export const settled = (followed: Followed, last: boolean): Promise<Followed> | undefined =>
  followed.each.some(({ fold }) => fold.settle !== undefined) ? settling(followed, last) : undefined;

const settling = async ({ each, faults, steps }: Followed, last: boolean): Promise<Followed> => {
  const found = [...faults];
  const next: Follower[] = [];
  for (const follower of each) {
    let { fold } = follower;
    try {
      const settle = (): ReturnType<NonNullable<typeof fold.settle>> =>
        follower.failed === 'to settle' ? undefined : fold.settle?.(last);
      for (let then = settle(); then !== undefined; then = settle()) fold = await then;
      next.push({ ...follower, fold });
    } catch (error) {
      found.push(...foldFaults(follower.name, 'the fold', error));
      next.push({ ...follower, fold, failed: 'to settle' });
    }
  }
  return { steps, each: next, faults: found };
};
