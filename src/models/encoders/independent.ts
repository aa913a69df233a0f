import { isTensor } from '../../core/tensor.js';
import { shown } from '../../core/faults/shown.js';
import { refused } from '../../core/faults/errors.js';
import { fresh } from '../../core/run/fresh.js';
import type { AnySteps, AsyncSource, Source } from '../../core/run/source.js';
import { factsOfAny, inBlocks, valuesOf, type AnySource, type SourceNow } from './sources.js';
import { eachOf, through } from './through.js';

/**
 * Marks a source or frames of your own as independent of the run: of its monitors and of everything that they change. A
 * recording, an event file or a random stimulus is. A backend may then request many frames at once, which is faster; without
 * this, frame k + 1 is requested when the monitors have seen step k. Values are copied, so the source may fill the same
 * array again and again.
 */
export function independent<A>(source: SourceNow<A>): Source<A>;
export function independent<A>(source: AnySource<A>): AsyncSource<A>;
export function independent<A>(source: AnySource<A>): AnySteps<A> {
  if (!(isTensor(source) || typeof source === 'function' || (typeof source === 'object' && source !== null)))
    throw refused('independent', 'source', 'a source: a function of dt, an iterable or a tensor', shown(source));
  const facts = factsOfAny(source);
  return through(
    { ...facts, independent: true, fresh: true },
    (dt) => valuesOf('independent', source, dt),
    (reader) => (facts.fresh ? reader : eachOf(reader, fresh)),
    inBlocks(source),
  );
}
