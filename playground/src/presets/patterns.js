// The 20 firing patterns of Izhikevich 2004, figure 1, each under its own current.
const p = sliders({
  current: [1, 0.5, 1.5, 'x'],
  recovery: [1, 0.5, 2, 'x a'],
});

const patterns = Object.values(izhikevichPatterns);
const params = (name, usual) =>
  tensor(
    [20],
    patterns.map(({ params }) => params[name] ?? usual),
  );
const dt = 0.1; // ms; at their own steps some fire a spike or two less

const net = orThrow(
  network(
    { dt },
    {
      Y: layer(
        [20],
        izhikevich({
          a: tensor(
            [20],
            patterns.map(({ params }) => params.a * p.recovery),
          ),
          b: params('b'),
          c: params('c'),
          d: params('d'),
          rest: params('rest'),
          thresh: 30,
          slope: params('slope', 5),
          base: params('base', 140),
          origin: params('origin', 0),
          leak: params('leak', 1),
        }),
      ),
    },
  ),
);

// Each neuron starts its pattern anew when that is over, after a rest.
const rest = 100;
const currentAt = (t) =>
  tensor(
    [20],
    patterns.map(({ current, duration }) => {
      const at = t % (duration + rest);
      return p.current * (at < duration ? current(at) : current(0));
    }),
  );
const drive = function* () {
  for (let step = 0; ; step++) yield { inputs: { Y: currentAt(step * dt) } };
};

play({
  net,
  frames: drive,
  show: { window: 300, traces: { Y: ['v', patterns.map((_, k) => k), patterns.map(({ title }) => title)] } },
  note: 'One model, two equations: only a, b, c, d and the current differ.',
});
