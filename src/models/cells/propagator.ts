/**
 * What a quantity that decays with the time constant `tau` leaves after a step of h in a membrane that leaks with `tauM`: the integral
 * of exp(-(h - s) / tauM) s^power exp(-s / tau) over s from 0 to h, in ms^(power + 1); power 0 for the quantity itself, 1 for what
 * rises in proportion to time. Infinity is no decay, or no leak. It keeps its digits where the time constants are close or equal, as
 * it never takes the difference of two exponentials. Rotter & Diesmann 1999.
 */
export const propagator = (power: 0 | 1, h: number, tau: number, tauM: number): number => {
  const z = h / tau - h / tauM;
  const [slower, x] = z >= 0 ? [tauM, z] : [tau, -z];
  const form = power === 0 ? mean(x) : z >= 0 ? ramp(x) : mean(x) - ramp(x);
  return Math.exp(-h / slower) * h ** (power + 1) * form;
};

/** The integral of exp(-x s) over s from 0 to 1. */
const mean = (x: number): number => (x === 0 ? 1 : -Math.expm1(-x) / x);

/** The integral of s exp(-x s) over s from 0 to 1. */
const ramp = (x: number): number => (x < 0.5 ? rampSeries(x) : (1 - (1 + x) * Math.exp(-x)) / x ** 2);

/** The same as a power series, of which twelve terms are all digits below x = 0.5. */
const rampSeries = (x: number): number => {
  let [sum, term] = [0, 1];
  for (let k = 0; k < 12; k++) {
    sum += term / (k + 2);
    term *= -x / (k + 1);
  }
  return sum;
};
