import { foldIn, streamOf, type Key, type Seed } from '../core/random.js';

/** The seed of a point: a function of the seed of its sweep and of its place, whoever computes it and when. */
export const seedAt = (seed: Seed, place: number): Key => foldIn(streamOf(seed, 'sweep'), place);
