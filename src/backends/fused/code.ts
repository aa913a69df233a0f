import type { Kind } from './instruction.js';
import { misused, resultOf, standsFor, whole } from './kinds.js';
import type { Local, Value } from './value.js';

/**
 * The small imperative language that kernels are written in before they become WebAssembly or JavaScript: locals, loads and
 * stores in one flat memory (addresses in bytes), counted loops. A vector `v128` is four lanes of 4 bytes. A truth value is a
 * mask: all bits 0 or all bits 1, so that vectors and single numbers follow the same rules.
 */
export type { Kind } from './instruction.js';
export { float, int, type Literal, type Local, type Value } from './value.js';

export type Statement =
  | { readonly _tag: 'Set'; readonly to: Local; readonly value: Value }
  | { readonly _tag: 'Apply'; readonly to: Local; readonly op: string; readonly args: readonly Value[] }
  | { readonly _tag: 'Load'; readonly to: Local; readonly at: Value; readonly offset: number }
  /** One byte, 0 or 1, as a mask; four of them as four. */
  | { readonly _tag: 'Truth'; readonly to: Local; readonly at: Value; readonly offset: number }
  | { readonly _tag: 'Store'; readonly at: Value; readonly offset: number; readonly value: Value }
  | {
      readonly _tag: 'Each';
      readonly counter: Local;
      readonly from: Value;
      readonly to: Value;
      readonly step: number;
      readonly body: Block;
    }
  /** Again and again while the value (set in the body) is not 0, at least once. */
  | { readonly _tag: 'Repeat'; readonly body: Block; readonly again: Value }
  | { readonly _tag: 'If'; readonly condition: Value; readonly yes: Block; readonly no: Block }
  | { readonly _tag: 'Copy'; readonly to: Value; readonly from: Value; readonly bytes: Value }
  | { readonly _tag: 'Clear'; readonly at: Value; readonly bytes: Value };

export type Block = readonly Statement[];

/** A piece of straight code with its locals: one kernel. */
export interface Routine {
  readonly locals: readonly Kind[];
  readonly body: Block;
}

/**
 * Writes a routine statement by statement. It lives only while `routine` runs. What takes no values of the kinds that it is
 * given throws: an error of the compiler is found where it is made, and no module is invalid.
 */
export interface Writer {
  /** A new local holding the result of an operation, a row of `instructions`. */
  readonly op: (op: string, kind: Kind, ...args: readonly Value[]) => Local;
  readonly load: (kind: Kind, at: Value, offset?: number) => Local;
  readonly truth: (kind: Kind, at: Value, offset: number) => Local;
  readonly store: (value: Value, at: Value, offset?: number) => void;
  /** A local that may be set again. */
  readonly variable: (kind: Kind, first: Value) => Local;
  readonly set: (to: Local, value: Value) => void;
  /** Counts from `from` while below `to`. */
  readonly each: (from: Value, to: Value, step: number, body: (counter: Local) => void) => void;
  readonly repeat: (body: () => Value) => void;
  readonly when: (condition: Value, then: () => void, otherwise?: () => void) => void;
  readonly copy: (to: Value, from: Value, bytes: Value) => void;
  readonly clear: (at: Value, bytes: Value) => void;
}

/** The routine that a function writes. */
export const routine = (write: (writer: Writer) => void): Routine => {
  const locals: Kind[] = [];
  let block: Statement[] = [];
  const local = (kind: Kind): Local => ({ _tag: 'Local', id: locals.push(kind) - 1, kind });
  const assign = (to: Local, value: Value): void => {
    if (!standsFor(value, to.kind)) throw misused('set', [value], to.kind);
    block.push({ _tag: 'Set', to, value });
  };
  const inside = <A>(write: () => A): readonly [Block, A] => {
    const outer = block;
    block = [];
    const result = write();
    const inner = block;
    block = outer;
    return [inner, result];
  };
  write({
    op: (op, kind, ...args) => {
      const given = resultOf(op, args);
      if (given !== kind) throw misused(op, args, `${given}, not ${kind}`);
      const to = local(kind);
      block.push({ _tag: 'Apply', to, op, args });
      return to;
    },
    load: (kind, at, offset = 0) => {
      whole('load', at);
      const to = local(kind);
      block.push({ _tag: 'Load', to, at, offset });
      return to;
    },
    truth: (kind, at, offset) => {
      whole('truth', at);
      const to = local(kind);
      block.push({ _tag: 'Truth', to, at, offset });
      return to;
    },
    store: (value, at, offset = 0) => {
      whole('store', at);
      block.push({ _tag: 'Store', at, offset, value });
    },
    variable: (kind, first) => {
      const to = local(kind);
      assign(to, first);
      return to;
    },
    set: assign,
    each: (from, to, step, body) => {
      whole('each', from, to);
      const counter = local('i32');
      const [inner] = inside(() => body(counter));
      block.push({ _tag: 'Each', counter, from, to, step, body: inner });
    },
    repeat: (body) => {
      const [inner, again] = inside(body);
      whole('repeat', again);
      block.push({ _tag: 'Repeat', body: inner, again });
    },
    when: (condition, then, otherwise = () => {}) => {
      whole('when', condition);
      const [yes] = inside(then);
      const [no] = inside(otherwise);
      block.push({ _tag: 'If', condition, yes, no });
    },
    copy: (to, from, bytes) => {
      whole('copy', to, from, bytes);
      block.push({ _tag: 'Copy', to, from, bytes });
    },
    clear: (at, bytes) => {
      whole('clear', at, bytes);
      block.push({ _tag: 'Clear', at, bytes });
    },
  });
  return { locals, body: block };
};
