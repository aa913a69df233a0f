import type { Tensor } from 'spikefold';
import type { Case } from './case.js';

/** The first place where what we got is not what is wanted, in words; undefined where all is well. */
export const difference = (
  { exact, atol, rtol }: Case,
  where: string,
  variable: string,
  want: Tensor,
  got: Tensor | undefined,
  axes = 'step',
): string | undefined => {
  if (got === undefined) return `${where} ${variable}: want [${want.shape.join(', ')}], got nothing`;
  if (want.data.length !== got.data.length)
    return `${where} ${variable}: want shape [${want.shape.join(', ')}], got [${got.shape.join(', ')}]`;
  const isExact = exact.includes(variable);
  for (let k = 0; k < want.data.length; k++) {
    const [w, g] = [want.data[k]!, got.data[k]!];
    const close = isExact ? w === g : Math.abs(g - w) <= atol + rtol * Math.abs(w);
    if (!close) {
      const width = want.data.length / (want.shape[0] ?? 1);
      return `${where} ${variable}: ${axes} ${Math.floor(k / width)}, place [${placeOf(k % width, want.shape.slice(1))}]: want ${w}, got ${g}`;
    }
  }
  return undefined;
};

const placeOf = (k: number, shape: readonly number[]): string =>
  shape.map((extent, axis) => Math.floor(k / shape.slice(axis + 1).reduce((a, b) => a * b, 1)) % extent).join(', ');
