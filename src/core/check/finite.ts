/** Whether all numbers are finite. */
export type AllFinite = (data: Float32Array) => boolean;

/** It in JavaScript, in a fraction of the time that it takes to write them. */
export const allFinite: AllFinite = (data) => {
  // Numbers of 32 bits never add up to more than 64 bits can hold: their sum is finite if they are. Four independent sums break the dependency chain.
  let sum = 0;
  const fours = data.length - (data.length % 4);
  for (let k = 0; k < fours; k += 4) sum += data[k]! + data[k + 1]! + (data[k + 2]! + data[k + 3]!);
  for (let k = fours; k < data.length; k++) sum += data[k]!;
  return Number.isFinite(sum);
};
