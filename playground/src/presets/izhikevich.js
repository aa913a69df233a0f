// One Izhikevich neuron. Regular spiking at first; c = -50, d = 2 makes it burst, a = 0.1 makes it fast.
const p = sliders({
  a: [0.02, 0.005, 0.2, ''],
  b: [0.2, 0.05, 0.3, ''],
  c: [-65, -70, -45, 'mV'],
  d: [8, 0, 10, ''],
  current: [10, 0, 30, ''],
});

const net = orThrow(
  network(
    { dt: 0.25 },
    {
      Y: layer([1], izhikevich({ a: p.a, b: p.b, c: p.c, d: p.d, thresh: 30 })),
    },
  ),
);

play({
  net,
  frames: endless(() => frames({ Y: repeat(tensor([1], [p.current]), 20) })),
  show: { window: 300, traces: { Y: ['v', [0], ['v, mV']] } },
  note: 'Move a slider while it fires: the state goes on with the new parameter.',
});
