// A balanced network: 800 excitatory and 200 inhibitory neurons, a tenth of all pairs joined (after Brunel 2000).
const p = sliders({
  g: [5, 2, 8, ''], // how much stronger inhibition is
  weight: [0.5, 0.1, 1.5, 'mV'],
  input: [1, 0.6, 1.6, 'x threshold'],
  tau: [20, 8, 40, 'ms'],
});
const [E, I] = [800, 200];
const cell = lif({ tau: p.tau, rest: 0, reset: 10, thresh: 20, refrac: 2 });

const net = orThrow(
  network({ dt: 0.5 }, { E: layer([E], cell), I: layer([I], cell) }, (connect) => {
    const from = (layer, to, weight, k) =>
      connect(layer, to, sparse(fixedProbability(foldIn(seed, k), 0.1), constant(weight)));
    return {
      EE: from('E', 'E', p.weight, 0),
      EI: from('E', 'I', p.weight, 1),
      IE: from('I', 'E', -p.g * p.weight, 2),
      II: from('I', 'I', -p.g * p.weight, 3),
    };
  }),
);

// Noise around a mean that alone would hold v at `input` times the threshold.
const noise = (n, k) => normal(foldIn(foldIn(seed, 7), k), 20 * p.input * (0.5 / p.tau), 1.2)([n]);
const drive = function* () {
  for (let k = 0; ; k++) yield { inputs: { E: noise(E, 2 * k), I: noise(I, 2 * k + 1) } };
};

play({
  net,
  frames: drive,
  show: { window: 400, traces: { E: ['v', [0, 1, 2]], I: ['v', [0]] } },
  note: 'Move g below 4: excitation wins, and the network fires fast. Above, inhibition keeps it slow and irregular.',
});
