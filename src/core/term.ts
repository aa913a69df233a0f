import type { Tensor } from './tensor.js';

/** Plain data with tensors in it: the values of terms and descriptions. */
export type Plain = null | boolean | number | string | Tensor | readonly Plain[] | { readonly [name: string]: Plain };

/**
 * A model, connection or rule written down: which constructor, with which parameters. What a combinator wraps stands
 * under `of`: `{ name: 'traced', params: { tau: 20, of: { name: 'lif', params: {} } } }`.
 */
export type Term = { readonly name: string; readonly params: { readonly [param: string]: Plain } };

/** A term of parameters, which are plain data but for functions: those no description tells. */
export const termOf = (name: string, params: object): Term => ({ name, params: params as Term['params'] });

/** The name of a model, connection or rule without what is around it. */
export const innermost = ({ name, params: { of } }: Term): string => (of === undefined ? name : innermost(of as Term));
