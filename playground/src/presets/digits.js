// Diehl & Cook 2015: STDP and competition, no labels. Each neuron comes to respond to one way to write a digit.
const p = sliders({
  inhibition: [120, 20, 300, 'mV'],
  intensity: [256, 32, 512, 'Hz'],
  thetaPlus: [0.05, 0, 0.3, 'mV'],
  potentiation: [0.03, 0, 0.1, ''],
});
const neurons = 64;

const net = orThrow(
  diehlAndCook2015({
    inputs: [784],
    neurons,
    seed,
    inh: p.inhibition,
    thetaPlus: p.thetaPlus,
    nu: [1e-4, p.potentiation],
  }),
);

let shown = { image: digits[0].image, label: digits[0].label };
const samples = function* (dt) {
  for (let k = 0; ; k++) {
    shown = digits[k % digits.length];
    const rates = tensor(
      [784],
      shown.image.map((pixel) => pixel * p.intensity),
    );
    yield* episode(frames({ X: poissonIntervals(foldIn(seed, k), rates, 250) }))(dt);
  }
};

play({
  net,
  frames: samples,
  show: {
    window: 500,
    raster: ['X', 'Ae'],
    traces: { Ae: ['v', [0, 1, 2, 3]] },
    weights: 'XAe',
    fields: [28, 28],
    caption: () => `showing a ${shown.label}`,
  },
  note: 'The pictures are the weights of 64 neurons. More than half are digits after 100 samples, 25 s of model time, and all after 300.',
});
