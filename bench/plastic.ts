import { counts, initial, monitor, orThrow, silence, type Names, type Network } from 'spikefold';
import { polychronization, songMillerAbbott, vogelsSprekeler } from 'spikefold/biology';
import type { Case, Claim, Setting } from './harness/claim.js';
import { ours, type Program } from './harness/ours.js';
import { python } from './harness/python.js';

/** A network without input; what is counted are the spikes of some layers. */
const program =
  <L extends Names, C extends Names>(
    net: Network<L, C>,
    seconds: number,
    counted: Readonly<Record<string, keyof L & string>>,
  ): (() => Program<L, C>) =>
  () => ({
    net,
    state: initial(net, { seed: 1 }),
    frames: () => silence(seconds * 1000),
    counted: Object.fromEntries(
      // Each layer has spikes.
      Object.entries(counted).map(([name, of]) => [name, monitor(net, of, 's' as never, counts())]),
    ),
    units: seconds,
  });

const caseOf = (
  { backends }: Setting,
  size: string,
  made: () => Program<Names, Names>,
  peer: string,
  params: object,
  seconds: number,
): Case => ({
  size,
  unit: 'ms',
  scale: 1e3,
  subjects: [
    ...backends.map((backend) => ours(backend, made)),
    python('brian2-cpp', peer, { ...params, seconds, target: 'cpp' }, seconds),
  ],
});

const cells = { excitatory: 'E', inhibitory: 'I' } as const;

export const stdpClaim: Claim = {
  name: 'stdp',
  about: 'Song, Miller & Abbott 2000: 1000 Poisson inputs of 15 Hz compete by STDP, dt 0.1 ms; ms a simulated second',
  cases: (setting) =>
    (setting.quick ? [1] : [1, 1000]).map((neurons) => {
      const seconds = setting.quick ? 0.1 : neurons === 1 ? 5 : 1;
      const net = orThrow(songMillerAbbott({ neurons }));
      const made = program(net, seconds, { input: 'X', output: 'Y' });
      return caseOf(setting, `targets=${neurons}`, made, 'stdp_brian2', { neurons }, seconds);
    }),
};

export const vogelsClaim: Claim = {
  name: 'vogels',
  about:
    'Vogels, Sprekeler et al. 2011: inhibitory plasticity balances a network, from its beginning, dt 0.1 ms; ms a simulated second',
  cases: (setting) =>
    (setting.quick ? [500] : [10_000]).map((neurons) => {
      const [seconds, probability] = setting.quick ? [0.1, 0.1] : [1, 0.02];
      const made = program(orThrow(vogelsSprekeler({ neurons, probability })), seconds, cells);
      return caseOf(setting, `n=${neurons}`, made, 'vogels_brian2', { neurons, probability }, seconds);
    }),
};

export const polychronizationClaim: Claim = {
  name: 'izhikevich-2006',
  about:
    'Izhikevich 2006: 1000 neurons, 100 synapses each with delays of 1 to 20 ms, STDP on arrival, dt 1 ms; ms a simulated second',
  cases: (setting) => {
    const seconds = setting.quick ? 0.2 : 5;
    return [
      caseOf(
        setting,
        'n=1000',
        program(orThrow(polychronization()), seconds, cells),
        'polychronization_brian2',
        {},
        seconds,
      ),
    ];
  },
};
