import { size, type Shape } from '../../../src/index.js';
import { placesOf } from '../../support/plain.js';

/** One product of a connection, all places flat: `current[post] += factor spikes[pre] w[weight]`. */
export interface Synapse {
  readonly pre: number;
  readonly post: number;
  readonly weight: number;
  readonly factor: number;
}

/** A kernel that moves over an image of several channels. */
export interface Geometry {
  readonly channels: number;
  readonly image: Shape;
  readonly kernel: Shape;
  readonly stride: Shape;
  readonly padding: Shape;
  readonly dilation: Shape;
}

const flat = (place: readonly number[], shape: Shape): number =>
  place.reduce((before, index, axis) => before * shape[axis]! + index, 0);

/** How many windows fit along each axis of the padded image, by trying. */
export const outOf = ({ image, kernel, stride, padding, dilation }: Geometry): Shape =>
  image.map((extent, axis) => {
    const [padded, step] = [extent + 2 * padding[axis]!, stride[axis]!];
    const fits = (start: number): boolean => start + dilation[axis]! * (kernel[axis]! - 1) < padded;
    return Array.from({ length: padded }, (_, start) => start).filter((start) => start % step === 0 && fits(start))
      .length;
  });

/** Of each channel and window what each cell of the kernel sees inside the image. */
export const views = (geometry: Geometry) => {
  const { channels, image, kernel, stride, padding, dilation } = geometry;
  return placesOf([channels]).flatMap(([channel]) =>
    placesOf(outOf(geometry)).flatMap((p, position) =>
      placesOf(kernel).flatMap((k, cell) => {
        const at = p.map((index, axis) => index * stride[axis]! + k[axis]! * dilation[axis]! - padding[axis]!);
        return at.every((index, axis) => index >= 0 && index < image[axis]!)
          ? [{ channel: channel!, position, cell, pre: flat([channel!, ...at], [channels, ...image]) }]
          : [];
      }),
    ),
  );
};

export const denseSynapses = (m: number, n: number): readonly Synapse[] =>
  placesOf([m, n]).map(([pre, post], weight) => ({ pre: pre!, post: post!, weight, factor: 1 }));

/** `out[o, p] = sum over c, k of s[c, p stride + k dilation - padding] w[o, c, k]` */
export const convSynapses = (geometry: Geometry, filters: number): readonly Synapse[] =>
  placesOf([filters]).flatMap(([filter]) =>
    views(geometry).map(({ channel, position, cell, pre }) => ({
      pre,
      post: filter! * size(outOf(geometry)) + position,
      weight: flat([filter!, channel, cell], [filters, geometry.channels, size(geometry.kernel)]),
      factor: 1,
    })),
  );

/** `out[f P + p] = sum over c, k of s[c, p stride + k] w[c, f P + p, k]` */
export const localSynapses = (geometry: Geometry, filters: number): readonly Synapse[] => {
  const targets = filters * size(outOf(geometry));
  return convSynapses(geometry, filters).map(({ pre, post, weight }) => {
    const cells = size(geometry.kernel);
    const channel = Math.floor(weight / cells) % geometry.channels;
    return { pre, post, weight: flat([channel, post, weight % cells], [geometry.channels, targets, cells]), factor: 1 };
  });
};

/** `out[j] = (mean over i of s[i]) w[j]`, or with one weight for all. */
export const meanFieldSynapses = (m: number, n: number, shared: boolean): readonly Synapse[] =>
  denseSynapses(m, n).map(({ pre, post }) => ({ pre, post, weight: shared ? 0 : post, factor: 1 / m }));

type Values = ArrayLike<number>;

/** The currents of one batch row, product by product. */
export const currents = (synapses: readonly Synapse[], n: number, w: Values, x: Values): readonly number[] => {
  const found = Array.from({ length: n }, () => 0);
  for (const { pre, post, weight, factor } of synapses) found[post]! += factor * x[pre]! * w[weight]!;
  return found;
};

/** The gradient of `sum of y currents(w, x)` by each weight: what that weight alone, being 1, gives. */
export const gradient = (synapses: readonly Synapse[], count: number, x: Values, y: Values): readonly number[] => {
  const found = Array.from({ length: count }, () => 0);
  for (const { pre, post, weight, factor } of synapses) found[weight]! += factor * x[pre]! * y[post]!;
  return found;
};

/** The batch rows of a flat array. */
export const rowsIn = (data: Values, rows: number): readonly (readonly number[])[] =>
  Array.from({ length: rows }, (_, b) =>
    Array.from(data).slice((b * data.length) / rows, ((b + 1) * data.length) / rows),
  );
