import { counts, initial, monitor, orThrow, silence } from 'spikefold';
import { microcircuit } from 'spikefold/biology';
import type { Claim } from './harness/claim.js';
import { ours } from './harness/ours.js';
import { python } from './harness/python.js';

const populations = ['E23', 'I23', 'E4', 'I4', 'E5', 'I5', 'E6', 'I6'] as const;
/** Inputs from outside of a cell. */
const outside = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100];

const made = (scale: number, part: number) => {
  const net = orThrow(microcircuit({ scale, inDegrees: part }));
  return { net, state: initial(net) };
};

/** What the peer needs to draw the same network: sizes, synapses and mean weights of its pairs, constant currents. */
const paramsOf = ({ net, state }: ReturnType<typeof made>) => ({
  outside,
  sizes: populations.map((name) => net.layers[name].shape[0]!),
  offsets: populations.map((name) => {
    // A cell inside a source of Poisson spikes.
    const { of } = net.layers[name].model.term.params as unknown as { of: { params: { offset?: number } } };
    return of.params.offset ?? 0;
  }),
  joined: Object.entries(net.connections).map(([name, { from, to }]) => {
    const { data } = state.connections[name as 'E4E4'].w;
    let sum = 0;
    for (const w of data) sum += w;
    return [from, to].map((of) => populations.indexOf(of as 'E4')).concat(data.length, sum / data.length);
  }),
});

export const microcircuitClaim: Claim = {
  name: 'microcircuit',
  about:
    'Potjans & Diesmann 2014 at a tenth of its cells and of their synapses, Poisson input, dt 0.1 ms; ms a simulated second',
  cases: ({ backends, quick }) => {
    const [scale, part, seconds] = quick ? [0.01, 0.05, 0.1] : [0.1, 0.1, 1];
    const circuit = made(scale, part);
    const subject = () => ({
      ...circuit,
      frames: () => silence(seconds * 1000),
      counted: Object.fromEntries(populations.map((name) => [name, monitor(circuit.net, name, 's', counts())])),
      units: seconds,
    });
    const params = { ...paramsOf(circuit), scale, part, seconds, target: 'cpp' };
    return [
      {
        size: `scale=${scale}`,
        unit: 'ms',
        scale: 1e3,
        subjects: [
          ...backends.map((backend) => ours(backend, subject)),
          python('brian2-cpp', 'microcircuit_brian2', params, seconds),
        ],
      },
    ];
  },
};
