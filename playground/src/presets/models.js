// One neuron of each model, each with a constant input at which it fires some 40 times a second.
const p = sliders({
  input: [1, 0.5, 2, 'x'],
  tau: [20, 5, 60, 'ms'], // of lif, adaptiveLif and currentLif
});

const models = {
  integrateAndFire: [integrateAndFire(), 0.008],
  lif: [lif({ tau: p.tau }), 0.075],
  adaptiveLif: [adaptiveLif({ tau: p.tau, thetaPlus: 2, tauTheta: 80 }), 0.11],
  currentLif: [currentLif({ tau: p.tau }), 0.0038],
  srm0: [srm0(), 0.0004],
  izhikevich: [izhikevich(), 5],
  adEx: [adEx(), 700],
  currentExp: [currentExp(), 0.9],
  conductanceAdEx: [conductanceAdEx(), 0.8],
  hodgkinHuxley: [hodgkinHuxley(), 0.03],
};
const names = Object.keys(models);

const net = orThrow(network({ dt: 0.1 }, Object.fromEntries(names.map((name) => [name, layer([1], models[name][0])]))));

// Every 5 ms the inputs are made anew, so the slider acts while the network runs.
const inputs = () =>
  Object.fromEntries(names.map((name) => [name, repeat(tensor([1], [models[name][1] * p.input]), 50)]));

play({
  net,
  frames: endless(() => frames(inputs())),
  show: { window: 200, traces: Object.fromEntries(names.map((name) => [name, ['v', [0], [name]]])) },
  note: 'The same kind of input, ten neurons: some adapt, some burst, and srm0 fires by chance.',
});
