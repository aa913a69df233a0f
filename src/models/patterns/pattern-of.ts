import { roomFaults } from '../../core/room.js';
import type { LocalFault } from '../../core/faults/errors.js';
import { streamOf, type Key } from '../../core/random.js';
import { termOf, type Term } from '../../core/term.js';
import type { Pattern } from '../parameters/constraint.js';
import { constructorOf, type Said } from '../parameters/entry.js';
import { refuseAll } from '../../core/faults/refuse.js';
import type { ParamsOf, Table } from '../parameters/table.js';

export type { Pattern } from '../parameters/constraint.js';

/**
 * Makes the pattern of two layers of m and n neurons, in arrays of its own: nobody else may write into them. `term` says how in
 * plain data; a program's own function has none.
 */
export interface PatternOf {
  (m: number, n: number): Pattern;
  readonly term?: Term;
}

/** What a kind of pattern does with its parameters, once the layers that it joins are known. */
export interface PatternBody {
  /** About how many synapses there are; absent: that is known once they are drawn. */
  readonly synapses?: (m: number, n: number) => number;
  /** What is wrong for layers of these sizes; absent: nothing. */
  readonly faults?: (m: number, n: number) => readonly LocalFault[];
  /** Draws the pattern, or finds it; `key` is the one of the seed, if there is a seed. */
  readonly draw: (m: number, n: number, key: Key) => Pattern;
}

/**
 * A kind of pattern from its parameters, how it takes them, and what it makes of them. Wrong parameters, those that do not fit the
 * layers, and more synapses than there is room for are a `FaultError` before anything is drawn.
 */
export const patternOf = <T extends Table, Args extends readonly unknown[]>(
  name: string,
  parameters: T,
  taken: (...args: Args) => object,
  body: (params: ParamsOf<T>) => PatternBody,
): Said<(...args: Args) => PatternOf, 'pattern', T> =>
  constructorOf('pattern', name, parameters, taken, ({ given, faults }): PatternOf => {
    const key: Key = 'seed' in given ? streamOf(given['seed'] as Key, name) : [0, 0];
    refuseAll(name, faults());
    const { synapses, faults: misfits, draw } = body(given);
    const made = (m: number, n: number): Pattern => {
      refuseAll(name, misfits?.(m, n) ?? []);
      refuseAll(name, roomFaults('synapses', [Math.ceil(synapses?.(m, n) ?? 0)], 'join fewer'));
      return draw(m, n, key);
    };
    // No description can tell a function of a program.
    const told = Object.values<unknown>(given).every((value) => typeof value !== 'function');
    return told ? Object.assign(made, { term: termOf(name, given) }) : made;
  });
