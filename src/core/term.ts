import type { Plain } from './json.js';

/**
 * A model, connection or rule written down: which constructor, with which parameters. What a combinator wraps stands
 * under `of`: `{ name: 'traced', params: { tau: 20, of: { name: 'lif', params: {} } } }`.
 */
export type Term = { readonly name: string; readonly params: { readonly [param: string]: Plain } };
