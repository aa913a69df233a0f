import * as E from 'fp-ts/lib/Either.js';
import { explain, type AnyNetwork, type Names, type NetworkState } from 'spikefold';
import { fromDescription } from 'spikefold/file';
import { entriesOf, isTensorJson, type Fields } from './case.js';

export type State = NetworkState<Names, Names>;

/** The reference's names of variables, where ours differ. */
export const ourName = (theirs: string): string =>
  ({ refrac_count: 'refrac', firing_rates: 'rates', s_prob: 'prob' })[theirs] ?? theirs;

/** The description with what a run gives to its rules, read as the library's own; `learning` is switched by the steps. */
export const load = (
  { batch_size: _, learning: __, reward_fn: ____, monitors: ___, ...description }: Fields,
  given: Fields,
): E.Either<string, AnyNetwork> => {
  const connections = (description['connections'] as readonly Fields[] | undefined)?.map((connection) => {
    const name = `${connection['source'] as string}>${connection['target'] as string}`;
    const own = Object.fromEntries(
      entriesOf(given).flatMap(([param, value]) =>
        typeof value === 'number' || isTensorJson(value)
          ? [[param, value]]
          : entriesOf(value)
              .filter(([at]) => at === name)
              .map(([, one]) => [param, one]),
      ),
    );
    const params = connection['params'] as Fields;
    return String(params['update_rule']).startsWith('MSTDP')
      ? { ...connection, params: { ...params, ...own } }
      : connection;
  });
  return E.mapLeft((faults: readonly Parameters<typeof explain>[0][]) => faults.map(explain).join('; '))(
    fromDescription({ ...description, ...(connections && { connections }), compat: 'bindsnet' }),
  );
};

/** Our name of the connection that the case calls `X>Y`. */
export const idOf = (net: AnyNetwork, ends: string): string =>
  Object.entries(net.connections).find(([, { from, to }]) => `${from}>${to}` === ends)?.[0] ?? ends;
