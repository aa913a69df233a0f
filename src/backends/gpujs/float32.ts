import { least, rounder, type Float32 } from '../../core/float32.js';
import type { Writer } from './writer.js';

/** Arithmetic of float32 as gpu.js reads it, for modes in which it rounds every operation. It has no bits: powers of 2 stand in for exponents. */
export const float32 = ({ define, number, rounded }: Writer): Float32<string> => {
  const text = (of: string | number): string => (typeof of === 'number' ? number(of) : of);
  const on =
    (sign: string) =>
    (a: string | number, b: string | number): string =>
      define(rounded(`${text(a)} ${sign} ${text(b)}`));
  const compared =
    (sign: string) =>
    (a: string, b: number): string =>
      `${a} ${sign} ${text(b)}`;
  const select: Float32<string>['select'] = (condition, yes, no) => define(`${condition} ? ${text(yes)} : ${text(no)}`);
  const [add, mul, lt, gt] = [on('+'), on('*'), compared('<'), compared('>')];
  /** `a` 2^n in two factors, as one alone may overflow. */
  const raised = (a: string, n: string): string => {
    const half = define(`Math.floor(${n} * 0.5)`);
    return mul(mul(a, `Math.pow(2, ${half})`), `Math.pow(2, ${n} - ${half})`);
  };
  return {
    add,
    sub: on('-'),
    mul,
    div: on('/'),
    max: (a, b) => select(lt(a, b), b, a),
    min: (a, b) => select(gt(a, b), b, a),
    lt,
    gt,
    ne: compared('!='),
    select,
    scaled: (a, shifted) => raised(a, define(`${shifted} - ${number(rounder)}`)),
    split: (x) => {
      const near = define(`Math.floor(Math.log2(${x}) + 0.5)`);
      const m = raised(x, define(`0 - ${near}`));
      const [isLow, isHigh] = [lt(m, least), `${m} >= ${number(2 * least)}`];
      return {
        m: mul(m, select(isLow, 2, select(isHigh, 0.5, 1))),
        k: add(near, select(isLow, -1, select(isHigh, 1, 0))),
      };
    },
  };
};
