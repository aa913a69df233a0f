import type { Pattern } from './pattern-of.js';

/** The source of each synapse, where the synapses of source i are those from `starts[i]` up to `starts[i + 1]`. */
export const sourcesOf = (
  starts: ArrayLike<number>,
  count: number,
  into: Int32Array<ArrayBuffer> = new Int32Array(count),
): Int32Array<ArrayBuffer> => {
  for (let source = 0; source + 1 < starts.length; source++) into.fill(source, starts[source], starts[source + 1]);
  return into;
};

/** Where the synapses of each source start, and the last end, by how many each has. */
export const startsOf = (counts: Int32Array): Int32Array<ArrayBuffer> => {
  const starts = new Int32Array(counts.length + 1);
  for (let source = 0; source < counts.length; source++) starts[source + 1] = starts[source]! + counts[source]!;
  return starts;
};

/**
 * A pattern of which the sources of each target are known, `degree` of each, in any order: sorted by source, then target. (A counting
 * sort: it takes the time that reading and writing takes, and the room of `sources`, in which the result lies.)
 */
export const byTarget = (sources: Int32Array<ArrayBuffer>, degree: number, m: number): Pattern => {
  const counts = new Int32Array(m);
  for (const source of sources) counts[source]!++;
  const starts = startsOf(counts);
  const free = starts.slice();
  const post = new Int32Array(sources.length);
  for (let synapse = 0, target = 0; synapse < sources.length; target++)
    for (const end = synapse + degree; synapse < end; synapse++) post[free[sources[synapse]!]!++] = target;
  return { pre: sourcesOf(starts, sources.length, sources), post };
};
