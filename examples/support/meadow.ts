import { foldIn, uniforms, type Seed } from 'spikefold';
import { mean, range } from './numbers.js';

/** A square meadow with food in one place; a place is a number, counted row by row. */
export interface Meadow {
  readonly side: number;
  readonly food: number;
}

/** Food lies anywhere but at the edge, where walls would lead to it. */
export const meadow = (seed: Seed, side: number): Meadow => {
  const [row, column] = Array.from(uniforms(seed, 0, 2), (u) => 1 + Math.floor(u * (side - 2))) as [number, number];
  return { side, food: row * side + column };
};

export const directions = ['up', 'right', 'down', 'left'] as const;

/** Where a step in a direction leads: at a wall, nowhere. */
export const step = ({ side }: Meadow, place: number, direction: number): number => {
  const [row, column] = [Math.floor(place / side), place % side];
  const [up, right] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ][direction]!;
  const [nextRow, nextColumn] = [row - up!, column + right!];
  return Math.min(nextRow, nextColumn) < 0 || Math.max(nextRow, nextColumn) >= side
    ? place
    : nextRow * side + nextColumn;
};

/** How many steps it is to the food. */
export const distance = ({ side, food }: Meadow, place: number): number =>
  Math.abs(Math.floor(place / side) - Math.floor(food / side)) + Math.abs((place % side) - (food % side));

/** Somewhere else than at the food. */
export const start = ({ side, food }: Meadow, seed: Seed, trial: number): number => {
  const place = Math.floor(uniforms(foldIn(seed, trial), 0, 1)[0]! * (side ** 2 - 1));
  return place < food ? place : place + 1;
};

/** The mean of the shortest ways. */
export const shortest = (world: Meadow): number =>
  mean(
    range(world.side ** 2)
      .filter((place) => place !== world.food)
      .map((place) => distance(world, place)),
  );
