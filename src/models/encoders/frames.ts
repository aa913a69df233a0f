import { at, fault, FaultError } from '../../core/errors.js';
import type { Frame } from '../../core/frame.js';
import type { Tensor } from '../../core/tensor.js';
import { isAlways, valuesOf, type AnySource, type Source } from './sources.js';
import { after, isAsync, over, readerOf, streamOf, type Later, type Reader, type Stream } from '../../core/stream.js';

/** What forces a network besides its inputs, each from a source of its own; see `Frame` for what the fields mean. */
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
 * One frame a step, from a source for each input layer and each thing that is forced. The inputs decide how long it lasts:
 * inputs of different lengths, and forcing that ends before them, end a run with a fault; longer forcing is cut off. `always`
 * lasts as long as it has to. Without other inputs the forcing decides in the same way, and without either there is no end (see
 * `lasting`). Where a source is async, so are the frames.
 */
export function frames<L extends string, F extends string = never, C extends string = never>(
  inputs: { readonly [name in L]: Source },
  forced?: Forced<F, C, Source, Source<Tensor | number>>,
): Iterable<Frame<Tensor, L | NoInfer<F>, NoInfer<C>>>;
export function frames<L extends string, F extends string = never, C extends string = never>(
  inputs: { readonly [name in L]: AnySource },
  forced?: Forced<F, C, AnySource, AnySource<Tensor | number>>,
): AsyncIterable<Frame<Tensor, L | NoInfer<F>, NoInfer<C>>>;
export function frames(
  inputs: Readonly<Record<string, AnySource>>,
  { reward, ...forced }: Forced<string, string, AnySource, AnySource<Tensor | number>> = {},
): Stream<Frame<Tensor>> {
  const given = Object.entries({ inputs, ...forced }).flatMap(([field, sources]) =>
    Object.entries<AnySource | undefined>(sources ?? {}).flatMap(([name, source]): readonly Given[] =>
      source === undefined ? [] : [{ field, name, place: `${field} '${name}'`, source }],
    ),
  );
  const all = reward === undefined ? given : [...given, { field: 'reward', place: 'reward', source: reward }];
  const async = all.some(({ source }) => typeof source === 'object' && source !== null && isAsync(source));
  return streamOf(async, () => reading(async, all));
}

interface Given {
  readonly field: string;
  readonly name?: string;
  readonly place: string;
  readonly source: AnySource<Tensor | number>;
}

type Result = IteratorResult<Tensor | number, undefined>;

const reading = (async: boolean, given: readonly Given[]): Reader<Frame<Tensor>> => {
  const parts = given.map((part) => ({
    ...part,
    reader: readerOf<Tensor | number>(valuesOf(part.place, part.source)),
    endless: isAlways(part.source),
  }));
  const lasting = parts.filter(({ endless }) => !endless);
  const inputs = lasting.filter(({ field }) => field === 'inputs');
  const deciding = inputs.length > 0 ? inputs : lasting;
  let step = 0;
  const close = (): Later<void> => {
    if (async) return Promise.all(parts.map(async ({ reader }) => reader.close())).then(() => undefined);
    parts.forEach(({ reader }) => void reader.close());
    return undefined;
  };

  const took = (results: readonly Result[]): Later<IteratorResult<Frame<Tensor>, undefined>> => {
    if (results.some(({ done }) => done === true)) return finished(results);
    step++;
    return { done: false, value: frameOf(parts, results) };
  };
  const finished = (results: readonly Result[]): Later<IteratorResult<Frame<Tensor>, undefined>> => {
    const ended = parts.filter((_, place) => results[place]!.done === true);
    if (deciding.every((part) => ended.includes(part))) return after(close(), () => over);
    throw tooShort(ended[0]!.place, deciding.includes(ended[0]!), step);
  };
  const ask = ({ reader }: (typeof parts)[number]): Later<Result> => reader.next();
  return {
    next: () =>
      async ? Promise.all(parts.map(async (part) => ask(part))).then(took) : took(parts.map(ask) as readonly Result[]),
    close,
  };
};

const tooShort = (place: string, decides: boolean, step: number): FaultError => {
  const want = decides ? 'given, as for the others' : 'given, as for the inputs';
  return new FaultError([at(place)(fault('Source', `frame ${step}`, want, `only ${step} frames`))]);
};

const frameOf = (given: readonly Given[], values: readonly Result[]): Frame<Tensor> => {
  const frame: Record<string, unknown> = { inputs: {} };
  for (let place = 0; place < given.length; place++) {
    const { field, name } = given[place]!;
    if (name === undefined) frame[field] = values[place]!.value;
    else ((frame[field] ??= {}) as Record<string, unknown>)[name] = values[place]!.value;
  }
  return frame;
};
