import type { Job } from 'spikefold/sweep';

interface Point {
  readonly n: number;
}

const job: Job<Point, number> = ({ n }, { place }) => n * 10 + place;

export default job;
