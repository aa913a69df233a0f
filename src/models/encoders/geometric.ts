/**
 * A geometric interval in steps, of a 32-bit word by inversion: 1 + floor(log(u) * scale), where u is (word + 0.5) / 2^32 and `scale`
 * 1 / log(1 - p). A logarithm that is off by less than 1e-12 tells the floor, but next to whole numbers, where `Math.log` does,
 * which takes twice as long.
 */
export const geometric = (word: number, scale: number): number => {
  // u = 2^-shift * centre * (1 + rest): log(1 + rest) by four terms of its series, as rest is at most 2^-8.
  const shift = Math.clz32(word);
  const mantissa = (word + 0.5) * powers[shift]!;
  const bin = Math.floor(mantissa * bins) - bins / 2;
  const rest = mantissa * inverses[bin]! - 1;
  const log = logs[bin]! - shift * Math.LN2 + rest * (1 - rest * (1 / 2 - rest * (1 / 3 - rest / 4)));
  const steps = log * scale;
  const whole = Math.floor(steps);
  const above = steps - whole;
  const doubt = 1e-10 * (1 - scale) + 1e-13 * steps;
  return 1 + (above > doubt && above < 1 - doubt ? whole : Math.floor(Math.log((word + 0.5) * 2 ** -32) * scale));
};

/** Mantissas from 1/2 to 1 in bins: the inverses of their centres and their logarithms; and what brings numbers of 32 bits there. */
const bins = 256;
const centres = Float64Array.from({ length: bins / 2 }, (_, bin) => 1 / 2 + (bin + 1 / 2) / bins);
const inverses = centres.map((centre) => 1 / centre);
const logs = centres.map((centre) => Math.log(centre));
const powers = Float64Array.from({ length: 33 }, (_, shift) => 2 ** (shift - 32));
