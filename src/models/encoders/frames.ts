import { shown } from '../../core/faults/shown.js';
import { checkOptions } from '../../core/faults/options.js';
import { expectRecord } from '../../core/expect.js';
import { refused, type FaultError } from '../../core/faults/errors.js';
import type { LayerOf } from '../../core/input-name.js';
import type { InBlocks } from '../../core/run/block.js';
import type { Frame } from '../../core/frame.js';
import {
  isIterator,
  sourceFrom,
  type AnySteps,
  type AsyncSource,
  type Facts,
  type Source,
} from '../../core/run/source.js';
import { isAsync, readerOf, streamFrom } from '../../core/run/stream.js';
import { isTensor, type Tensor } from '../../core/tensor.js';
import { factsOfAny, inBlocks, valuesOf, type AnySource, type SourceNow } from './sources.js';
import { blocksTogether, together } from './together.js';

/** Forcing of a network besides its inputs, each from a source of its own; see `Frame` for the fields. */
export interface Forced<L extends string, C extends string, S, R = S> {
  readonly inject?: { readonly [name in L]?: S };
  readonly clamp?: { readonly [name in L]?: S };
  readonly unclamp?: { readonly [name in L]?: S };
  readonly masks?: { readonly [name in C]?: S };
  readonly draws?: { readonly [name in L]?: S };
  /** A tensor here is `[t]`, or `[t, b]` for rewards of each sample. */
  readonly reward?: R;
}

/**
 * One frame a step, from a source for each input layer (or receptor, `'E.exc'`) and each thing that is forced. The inputs decide how long it lasts:
 * inputs of different lengths, and forcing that ends before them, end a run with a fault; longer forcing is cut off, and not asked
 * for more. `always` lasts as long as it has to. Without other inputs the forcing decides in the same way, and without either there
 * is no end (see `lasting`). Where a source is async, so are the frames; where one depends on the run, so do they.
 */
export function frames<L extends string, F extends string = never, C extends string = never>(
  inputs: { readonly [name in L]: SourceNow },
  forced?: Forced<F, C, SourceNow, SourceNow<Tensor | number>>,
): Source<Frame<Tensor, LayerOf<L> | NoInfer<F>, NoInfer<C>>>;
export function frames<L extends string, F extends string = never, C extends string = never>(
  inputs: { readonly [name in L]: AnySource },
  forced?: Forced<F, C, AnySource, AnySource<Tensor | number>>,
): AsyncSource<Frame<Tensor, LayerOf<L> | NoInfer<F>, NoInfer<C>>>;
export function frames(
  inputs: Readonly<Record<string, AnySource>>,
  forcing: Forced<string, string, AnySource, AnySource<Tensor | number>> = {},
): AnySteps<Frame<Tensor>> {
  expectRecord('frames', inputs, 'inputs');
  if (isTensor(inputs))
    throw refused('frames', 'inputs', 'a record of sources by layer: frames({ X: source })', shown(inputs));
  checkOptions('frames', forcing, ['inject', 'clamp', 'unclamp', 'masks', 'draws', 'reward']);
  const { reward, ...forced } = forcing;
  const named = Object.entries({ inputs, ...forced }).flatMap(([field, sources]) =>
    Object.entries<AnySource | undefined>(sources ?? {}).flatMap(([name, source]): readonly Given[] =>
      source === undefined ? [] : [{ field, name, place: `${field} '${name}'`, source, facts: factsOfAny(source) }],
    ),
  );
  const given: readonly Given[] =
    reward === undefined
      ? named
      : [...named, { field: 'reward', place: 'reward', source: reward, facts: factsOfAny(reward) }];
  const ending = given.filter(({ facts }) => !facts.endless);
  const inputsEnding = ending.filter(({ field }) => field === 'inputs');
  const deciding = inputsEnding.length > 0 ? inputsEnding : ending;
  const facts: Facts = {
    independent: given.every((part) => part.facts.independent),
    fresh: true,
    endless: deciding.length === 0,
    doubtful: placesWith(given, 'doubtful'),
    rows: placesWith(given, 'rows'),
  };
  const inOrder = [...deciding, ...given.filter((part) => !deciding.includes(part))];
  const read = (dt: number) => {
    const twice = given.find(
      ({ source }, k) => isIterator(source) && given.findIndex((other) => other.source === source) < k,
    );
    if (twice !== undefined) throw shared(twice.place);
    const parts = inOrder.map((part) => ({
      ...part,
      stream: valuesOf<Tensor | number>(part.place, part.source, dt),
    }));
    const async = parts.some(({ stream }) => isAsync(stream));
    return streamFrom(async, () =>
      together(
        async,
        parts.map((part) => ({ ...part, fresh: part.facts.fresh, reader: readerOf(part.stream) })),
        deciding.length,
      ),
    );
  };
  return sourceFrom(facts, read, framesInBlocks(inOrder, deciding.length));
}

/** The same in blocks, if all that frames hold can be read so. */
const framesInBlocks = (given: readonly Given[], deciding: number): InBlocks<Frame<Tensor>> | undefined => {
  const opens = given.map(({ source }) => inBlocks(source));
  if (!opens.every((open) => open !== undefined)) return undefined;
  return (dt, most) => {
    const parts = given.map((part, place) => ({ ...part, reader: opens[place]!(dt, most) }));
    return blocksTogether(parts, deciding, most);
  };
};

const placesWith = (given: readonly Given[], fact: 'doubtful' | 'rows'): readonly string[] =>
  given.flatMap(({ field, name = '', facts }) => (facts[fact].length === 0 ? [] : [`${field} ${name}`]));

interface Given {
  readonly field: string;
  readonly name?: string;
  readonly place: string;
  readonly source: AnySource<Tensor | number>;
  readonly facts: Facts;
}

const shared = (place: string): FaultError =>
  refused(place, 'source', 'a generator of its own', 'one that another part of the frame reads too');
