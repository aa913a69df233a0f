import { expect, test } from 'vitest';
import { spikesAt } from '../../src/events.js';

/** Whether a time of float32 is this decimal number to a millionth of a step, and neither a little before nor after it. */
const isRead = (time: number, dt: number): boolean => {
  const source = spikesAt([Float32Array.of(time)], { from: time, duration: dt, tolerance: 0 });
  return [...source(dt)].every(({ data }) => data[0] === 1);
};

test.each([
  [6, 9.77e-4, 1e-9],
  [6, 1, 1e-5],
  [6, 1000, 1e-2],
  [7, 1, 1e-6],
  [7, 1024, 1e-3],
  [8, 1000, 1e-4],
])('times of float32 are decimal numbers of %d digits from %d on', (digits, from, least) => {
  const times = Array.from({ length: 230 }, (_, k) => Number((from + (k + 1) * least).toPrecision(digits)));
  expect(times.filter((time) => !isRead(time, least / 1e6))).toEqual([]);
});
