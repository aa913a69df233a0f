import * as E from 'fp-ts/lib/Either.js';
import type { Over } from '../../../core/connection.js';
import type { AnyRule } from '../../../core/rule.js';
import { bounded } from '../../learning/bounded.js';
import { decaying } from '../../learning/decaying.js';
import { hebbian } from '../../learning/hebbian.js';
import { mstdp } from '../../learning/mstdp.js';
import { mstdpet } from '../../learning/mstdpet.js';
import { noOp } from '../../learning/no-op.js';
import { postPre } from '../../learning/post-pre.js';
import type { Nu } from '../../learning/rates.js';
import { rmax } from '../../learning/rmax.js';
import { weightDependentPostPre } from '../../learning/weight-dependent-post-pre.js';
import {
  fields,
  made,
  number,
  optional,
  param,
  refuse,
  termIn,
  word,
  type Decoder,
  type Vocabulary,
} from '../decode.js';

/** Every rule that plain data can name, with the parameters that it takes. To make a new one loadable, add its row. */
export const rule: Decoder<AnyRule> = termIn('rule', () => rules);

/** One rate for both parts, or a pair. */
export const nu: Decoder<Nu> = (value, what) => {
  if (!Array.isArray(value)) return E.map((rate: Nu[0]): Nu => [rate, rate])(param(value, what));
  const [pre, post, ...rest] = value;
  return rest.length > 0
    ? refuse(what, 'a number, or a pair', value)
    : E.chain((first: Nu[0]) => E.map((second: Nu[1]): Nu => [first, second])(param(post, what)))(param(pre, what));
};

/** How a batch's updates are joined; the sum where nothing is said. */
export const over: Decoder<Exclude<Over, 'each'>> = optional(word('sum', 'mean', 'max'), 'sum');

const modulated = {
  tauPlus: optional(number, 20),
  tauMinus: optional(number, 20),
  aPlus: optional(number, 1),
  aMinus: optional(number, -1),
  over,
};
const tauEligibility = optional(number, 25);

const rules: Vocabulary<AnyRule> = {
  noOp: made(fields({}), () => noOp()),
  hebbian: made(fields({ nu, over }), (p) => hebbian(p.nu, p.over)),
  weightDependentPostPre: made(fields({ nu, over }), (p) => weightDependentPostPre(p.nu, p.over)),
  mstdp: made(fields({ nu: param, ...modulated }), (p) => mstdp(p.nu, p)),
  mstdpet: made(fields({ nu: param, ...modulated, tauEligibility }), (p) => mstdpet(p.nu, p)),
  rmax: made(fields({ nu: param, tauC: optional(number, 5), tauEligibility, over }), (p) => rmax(p.nu, p)),
  postPre: made(fields({ nu, over }), (p) => postPre(p.nu, p.over)),
  bounded: made(
    fields({ min: optional(param, -Infinity), max: optional(param, Infinity), of: rule }),
    ({ min, max, of }) => bounded(of, min, max),
  ),
  decaying: made(fields({ rate: number, of: rule }), ({ rate, of }) => decaying(of, rate)),
};
