import type { Tell } from './job.js';

/**
 * Passes on as many words of a job as `perSecond` at once, and then so many a second; the others are lost. A job may tell of each of its
 * samples, and to wake another thread for each takes some hundredths of a sweep's time.
 */
export const seldom = (tell: Tell, perSecond: number): Tell => {
  let [left, before] = [perSecond, performance.now()];
  return (share, note) => {
    const now = performance.now();
    left = Math.min(perSecond, left + ((now - before) / 1000) * perSecond);
    before = now;
    if (left < 1) return;
    left--;
    tell(share, note);
  };
};
