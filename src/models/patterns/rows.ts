import { narrow, type Narrow } from '../../core/places.js';
import type { Pattern } from './pattern-of.js';

/** The source of each synapse, where the synapses of source i are those from `starts[i]` up to `starts[i + 1]`. */
export const sourcesOf = (starts: ArrayLike<number>, count: number): Int32Array<ArrayBuffer> => {
  const sources = new Int32Array(count);
  for (let source = 0; source + 1 < starts.length; source++) sources.fill(source, starts[source], starts[source + 1]);
  return sources;
};

/** Where the synapses of each source start, and the last end, by how many each has. */
export const startsOf = (counts: Int32Array): Int32Array<ArrayBuffer> => {
  const starts = new Int32Array(counts.length + 1);
  for (let source = 0; source < counts.length; source++) starts[source + 1] = starts[source]! + counts[source]!;
  return starts;
};

const rows = Symbol('rows');

/** A pattern by rows: where the synapses of each source start, and the target of each. The sources are listed when they are read. */
export const patternByRows = (starts: Int32Array, post: Narrow): Pattern => {
  let listed: Int32Array | undefined;
  const pattern: Pattern = {
    get pre() {
      return (listed ??= sourcesOf(starts, post.length));
    },
    post,
  };
  return Object.defineProperty(pattern, rows, { value: starts });
};

/** The starts of a pattern that was made by rows. */
export const rowsOf = (pattern: unknown): Int32Array | undefined =>
  (pattern as { readonly [rows]?: Int32Array } | null | undefined)?.[rows];

/**
 * Targets row by row: of each source as many as it has synapses, drawn by `draw` and sorted. One row is drawn at a time, so that
 * there is room for no more than the result.
 */
export const drawnRows = (
  starts: Int32Array,
  n: number,
  draw: (into: Int32Array, start: number, end: number, source: number) => void,
): Pattern => {
  const sources = starts.length - 1;
  const longest = starts.reduce((most, start, k) => Math.max(most, start - (starts[k - 1] ?? 0)), 0);
  const row = new Int32Array(longest);
  const post = narrow(starts[sources]!, n);
  for (let source = 0; source < sources; source++) {
    const count = starts[source + 1]! - starts[source]!;
    draw(row, 0, count, source);
    post.set(row.subarray(0, count).sort(), starts[source]!);
  }
  return patternByRows(starts, post);
};

/**
 * A pattern of which the sources of each target are known, `degree` of each, in any order: sorted by source, then target. (A counting
 * sort: it takes the time that reading and writing takes.)
 */
export const byTarget = (sources: Narrow, degree: number, m: number, n: number): Pattern => {
  const counts = new Int32Array(m);
  for (let synapse = 0; synapse < sources.length; synapse++) counts[sources[synapse]!]!++;
  const starts = startsOf(counts);
  const free = starts.slice();
  const post = narrow(sources.length, n);
  for (let synapse = 0, target = 0; synapse < sources.length; target++)
    for (const end = synapse + degree; synapse < end; synapse++) post[free[sources[synapse]!]!++] = target;
  return patternByRows(starts, post);
};
