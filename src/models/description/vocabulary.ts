import * as E from 'fp-ts/lib/Either.js';
import type { AnyWiring, Over } from '../../core/connection.js';
import type { AnyModel } from '../../core/model.js';
import type { AnyRule } from '../../core/rule.js';
import { isTensor } from '../../core/tensor.js';
import { biased } from '../connections/biased.js';
import { dense } from '../connections/dense.js';
import { normalised } from '../connections/normalised.js';
import { allButSelf, constant, oneToOne, uniform, type Weights } from '../connections/weights.js';
import { bounded } from '../learning/bounded.js';
import { decaying } from '../learning/decaying.js';
import { noOp } from '../learning/no-op.js';
import { postPre } from '../learning/post-pre.js';
import type { Nu } from '../learning/rates.js';
import { adaptiveLif, adaptiveLifDefaults } from '../neurons/adaptive-lif.js';
import { input } from '../neurons/input.js';
import { lif, lifDefaults } from '../neurons/lif.js';
import { mcCullochPitts, mcCullochPittsDefaults } from '../neurons/mcculloch-pitts.js';
import { oneSpike } from '../neurons/one-spike.js';
import { summed } from '../neurons/summed.js';
import { traceDefaults, traced } from '../neurons/traced.js';
import {
  boolean,
  defaulted,
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
} from './decode.js';

/** Every constructor that plain data can name, with the parameters that it takes. To make a new one loadable, add its row. */
export const model: Decoder<AnyModel> = termIn('model', () => models);
export const connection: Decoder<AnyWiring> = termIn('connection', () => connections);
export const rule: Decoder<AnyRule> = termIn('rule', () => rules);

const models: Vocabulary<AnyModel> = {
  input: made(fields({}), () => input()),
  mcCullochPitts: made(defaulted(mcCullochPittsDefaults), (p) => mcCullochPitts(p)),
  lif: made(defaulted(lifDefaults), (p) => lif(p)),
  adaptiveLif: made(defaulted(adaptiveLifDefaults), (p) => adaptiveLif(p)),
  oneSpike: made(fields({ of: model }), ({ of }) => oneSpike(of)),
  summed: made(fields({ of: model }), ({ of }) => summed(of)),
  traced: made(
    fields({
      tau: optional(param, traceDefaults.tau),
      scale: optional(param, traceDefaults.scale),
      additive: optional(boolean, traceDefaults.additive),
      of: model,
    }),
    ({ of, ...p }) => traced(of, p),
  ),
};

const initialisers: Vocabulary<Weights> = {
  uniform: made(fields({ seed: number, min: optional(number, 0), max: optional(number, 1) }), ({ seed, min, max }) =>
    uniform(seed, min, max),
  ),
  constant: made(fields({ value: number }), ({ value }) => constant(value)),
  oneToOne: made(fields({ value: number }), ({ value }) => oneToOne(value)),
  allButSelf: made(fields({ value: number }), ({ value }) => allButSelf(value)),
};

const weights: Decoder<Weights> = (value, what) =>
  isTensor(value) ? E.right(value) : termIn('tensor of weights, or an initialiser', () => initialisers)(value, what);

const connections: Vocabulary<AnyWiring> = {
  dense: made(fields({ w: weights }), ({ w }) => dense(w)),
  biased: made(fields({ b: param, of: connection }), ({ b, of }) => biased(of, b)),
  normalised: made(fields({ norm: number, of: connection }), ({ norm, of }) => normalised(of, norm)),
};

/** One rate for both parts, or a pair. */
const nu: Decoder<Nu> = (value, what) => {
  if (!Array.isArray(value)) return E.map((rate: Nu[0]): Nu => [rate, rate])(param(value, what));
  const [pre, post, ...rest] = value;
  return rest.length > 0
    ? refuse(what, 'a number, or a pair', value)
    : E.chain((first: Nu[0]) => E.map((second: Nu[1]): Nu => [first, second])(param(post, what)))(param(pre, what));
};

const over: Decoder<Exclude<Over, 'each'>> = optional(word('sum', 'mean', 'max'), 'sum');

const rules: Vocabulary<AnyRule> = {
  noOp: made(fields({}), () => noOp()),
  postPre: made(fields({ nu, over }), (p) => postPre(p.nu, p.over)),
  bounded: made(
    fields({ min: optional(param, -Infinity), max: optional(param, Infinity), of: rule }),
    ({ min, max, of }) => bounded(of, min, max),
  ),
  decaying: made(fields({ rate: number, of: rule }), ({ rate, of }) => decaying(of, rate)),
};
