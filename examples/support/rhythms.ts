import type { Trains } from './trains.js';

/** The most power of the number of spikes over time at some frequencies (whole Hz), over that of Poisson spikes; steps of 1 ms. */
export const powerOf = (
  { spikes }: Trains,
  from: number,
  to: number,
): { readonly hz: number; readonly power: number } => {
  let best = { hz: from, power: 0 };
  for (let hz = from; hz <= to; hz++) {
    let [re, im] = [0, 0];
    for (const { step } of spikes) {
      re += Math.cos((2 * Math.PI * hz * step) / 1000);
      im += Math.sin((2 * Math.PI * hz * step) / 1000);
    }
    const power = (re * re + im * im) / Math.max(1, spikes.length);
    if (power > best.power) best = { hz, power };
  }
  return best;
};
