import { tensor, type AnyNetwork, type Names, type Network, type Tensor } from 'spikefold';
import { entriesOf, isTensorJson, tensorOf, type Case, type Fields, type Json } from './case.js';
import { difference } from './compare.js';
import { idOf, ourName, type State } from './load.js';

/** What one run showed: watched variables by step, and the state that it ended in. */
export interface Shown {
  readonly seen: ReadonlyMap<string, Tensor>;
  readonly after: State;
}

/** What a `get` gave: one variable, or all of a monitor. */
export type Got = Tensor | ReadonlyMap<string, Tensor>;

/** All that the case expects of single steps. */
export const watches = (
  golden: Case,
  net: Network<Names, Names>,
): readonly (readonly [of: string, variable: string])[] => {
  const blocks = blocksOf(golden);
  const layers = blocks.flatMap((block) =>
    entriesOf(block['layers']).flatMap(([name, vars]) =>
      entriesOf(vars).map(([variable]) => [name, ourName(variable)] as const),
    ),
  );
  const connections = blocks.flatMap((block) =>
    entriesOf(block['connections']).flatMap(([ends, vars]) =>
      entriesOf(vars).flatMap(([variable, value]) =>
        isTensorJson(value) && variable !== 'w_after_run' ? [[idOf(net, ends), ourName(variable)] as const] : [],
      ),
    ),
  );
  return [...layers, ...connections].filter(
    ([of, variable], place, all) => all.findIndex(([o, v]) => o === of && v === variable) === place,
  );
};

const blocksOf = (golden: Case): readonly Fields[] => {
  const expect = golden['expect'] as Fields;
  return (expect['runs'] as readonly Fields[] | undefined) ?? [expect];
};

export const firstDifference = (
  golden: Case,
  net: AnyNetwork,
  {
    shown: all,
    gets,
    predicted,
  }: { readonly shown: readonly Shown[]; readonly gets: readonly Got[]; readonly predicted: readonly number[] },
): string | undefined => {
  const blocks = blocksOf(golden);
  const perRun = 'runs' in (golden['expect'] as Fields);
  for (const [index, block] of blocks.entries()) {
    const shown = perRun ? all.slice(index, index + 1) : all;
    const where = perRun ? `run ${index}, ` : '';
    for (const [name, vars] of entriesOf(block['layers']))
      for (const [variable, json] of entriesOf(vars)) {
        const why = difference(
          golden,
          `${where}layer '${name}'`,
          variable,
          tensorOf(json),
          joined(shown, `${name}.${ourName(variable)}`),
        );
        if (why !== undefined) return why;
      }
    for (const [ends, vars] of entriesOf(block['connections'])) {
      const name = idOf(net, ends);
      const { when } = vars as Fields;
      for (const [variable, json] of entriesOf(vars).filter(([, value]) => isTensorJson(value))) {
        const weights = shown.map(({ after }) => after.connections[name]?.['w']);
        const got =
          variable === 'w_after_run'
            ? stacked(weights)
            : when === 'final'
              ? weights.at(-1)
              : joined(shown, `${name}.${ourName(variable)}`);
        const why = difference(
          golden,
          `${where}connection '${ends}'`,
          variable,
          tensorOf(json),
          got,
          variable === 'w_after_run' ? 'run' : 'step',
        );
        if (why !== undefined) return why;
      }
    }
  }
  const { gets: wanted = [], reward_predict: rewards = [] } = golden['expect'] as Readonly<
    Partial<Record<string, readonly Json[]>>
  >;
  const numbers = rewards as unknown as readonly number[];
  const why = difference(golden, 'reward', 'reward_predict', row(numbers), row(predicted), 'update');
  if (why !== undefined) return why;
  return wanted.map((json, place) => getDifference(golden, place, json, gets[place])).find((why) => why !== undefined);
};

const row = (values: readonly number[]): Tensor => tensor([values.length], values);

const getDifference = (golden: Case, place: number, want: Json, got: Got | undefined): string | undefined => {
  if (isTensorJson(want))
    return difference(golden, `get ${place}`, 'values', tensorOf(want), got as Tensor | undefined);
  const map = got as ReadonlyMap<string, Tensor>;
  return entriesOf(want)
    .flatMap(([of, vars]) =>
      entriesOf(vars).map(([variable, json]) =>
        difference(golden, `get ${place}, '${of}'`, variable, tensorOf(json), map.get(`${of}.${ourName(variable)}`)),
      ),
    )
    .find((why) => why !== undefined);
};

const joined = (shown: readonly Shown[], key: string): Tensor | undefined => {
  const parts = shown
    .map(({ seen }) => seen.get(key))
    .filter((part) => part !== undefined && part.data.length > 0) as readonly Tensor[];
  const [first] = parts;
  if (first === undefined) return shown[0]?.seen.get(key);
  const data = parts.length === 1 ? first.data : parts.flatMap((part) => Array.from(part.data));
  return {
    shape: [parts.reduce((rows, part) => rows + part.shape[0]!, 0), ...first.shape.slice(1)],
    dtype: 'f32',
    data: Float32Array.from(data),
  };
};

const stacked = (tensors: readonly (Tensor | undefined)[]): Tensor | undefined => {
  const known = tensors.filter((x) => x !== undefined);
  return known.length === 0
    ? undefined
    : {
        shape: [known.length, ...known[0]!.shape],
        dtype: 'f32',
        data: Float32Array.from(known.flatMap((x) => Array.from(x.data))),
      };
};
