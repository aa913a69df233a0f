// Two neurons that are made to fire, one lag apart: the weight between them grows where X fires first, and falls where Y does.
const p = sliders({
  lag: [10, -40, 40, 'ms'],
  every: [100, 60, 200, 'ms'],
  potentiation: [0.05, 0, 0.2, 'mV'],
  depression: [0.05, 0, 0.2, 'mV'],
  tau: [20, 5, 60, 'ms'],
});

const net = orThrow(
  network(
    { dt: 1 },
    { X: layer([1], traced(input(), { tau: p.tau })), Y: layer([1], traced(lif(), { tau: p.tau })) },
    (connect) => ({
      XY: connect('X', 'Y', dense(constant(2.5)), bounded(postPre([p.depression, p.potentiation]), 0, 5)),
    }),
  ),
);

const spike = (at) => tensor([1], [at ? 1 : 0], 'bool');
const pairs = function* () {
  for (;;) {
    const [every, lag] = [Math.round(p.every), Math.round(p.lag)];
    const [x, y] = lag >= 0 ? [10, 10 + lag] : [10 - lag, 10];
    for (let t = 0; t < every; t++)
      yield { inputs: { X: spike(t === x) }, inject: { Y: tensor([1], [t === y ? 30 : 0]) } };
  }
};

play({
  net,
  frames: pairs,
  show: { window: 1000, raster: ['X', 'Y'], traces: { X: ['x', [0], ['trace of X']], Y: ['x', [0], ['trace of Y']] } },
  note: 'A positive lag: X before Y, and the weight grows. Reset to begin at 2.5 mV again.',
});
