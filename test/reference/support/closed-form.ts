import type { Case } from './recorded.js';

/** What a linear membrane answers, in mV per nA: v above rest a time t (ms) after a unit of input began. */
type Response = (t: number) => number;

type Parameters = Readonly<Record<string, number>>;

/** A current that stays. */
const step =
  ({ tau_m, cm }: Parameters): Response =>
  (t) =>
    t <= 0 ? 0 : (tau_m! / cm!) * (1 - Math.exp(-t / tau_m!));

/** A current that begins at 1 and decays. */
const exponential =
  ({ tau_m, cm }: Parameters, tau: number): Response =>
  (t) =>
    t <= 0 ? 0 : (Math.exp(-t / tau_m!) - Math.exp(-t / tau)) / (cm! * (1 / tau - 1 / tau_m!));

/** A current that rises to 1 at tau: e t / tau exp(-t / tau). */
const alpha =
  ({ tau_m, cm }: Parameters, tau: number): Response =>
  (t) => {
    const rate = 1 / tau - 1 / tau_m!;
    const late = Math.exp(-t / tau);
    return t <= 0 ? 0 : (Math.E / tau / cm!) * ((Math.exp(-t / tau_m!) - late) / rate ** 2 - (t * late) / rate);
  };

/** A jump of v by 1 mV. */
const jump =
  ({ tau_m }: Parameters): Response =>
  (t) =>
    t < 0 ? 0 : Math.exp(-t / tau_m!);

const responses = { IF_curr_exp: exponential, IF_curr_alpha: alpha, IF_curr_delta: jump };

/** The cells of which v below threshold has a closed form. */
export const linearCells = Object.keys(responses) as readonly (keyof typeof responses)[];

/** v (mV) at a time, of a case in which nothing spikes. */
export const voltageOf = (cell: keyof typeof responses, p: Parameters, { current, arrivals }: Case) => {
  const driven = step(p);
  const held = current ?? { nA: 0, start: 0, stop: 0 };
  const trains = Object.entries(arrivals ?? {}).map(([receptor, { weight, times }]) => ({
    weight,
    times,
    response: responses[cell](p, p[receptor === 'excitatory' ? 'tau_syn_E' : 'tau_syn_I']!),
  }));
  return (t: number): number =>
    p['v_rest']! +
    held.nA * (driven(t - held.start) - driven(t - held.stop)) +
    trains.reduce(
      (sum, { weight, times, response }) => sum + weight * times.reduce((all, at) => all + response(t - at), 0),
      0,
    );
};
