import type { Plain } from '../../core/term.js';
import { isRecord } from './decode.js';
import { hasOwn } from '../../core/record.js';

type Params = { readonly [param: string]: Plain };

/** How earlier releases wrote the parameters of a word, where that was otherwise. */
const earlier: Readonly<Record<string, (params: Params) => Params>> = {
  sparse: (params) => {
    const { pre, post, ...rest } = params;
    return pre === undefined || post === undefined || 'pattern' in rest ? params : { pattern: { pre, post }, ...rest };
  },
};

/** Parameters as this release writes them, so that files and descriptions of earlier ones are read. */
export const asOfToday = (name: string, params: Plain | undefined): Plain | undefined =>
  isRecord(params) && hasOwn(earlier, name) ? earlier[name]!(params) : params;
