// A closed loop: two groups of neurons steer an eye towards a light, which jumps about. What is better than expected is rewarded.
const p = sliders({
  learning: [2, 0, 6, ''],
  pace: [40, 20, 120, 'ms a step'],
  noise: [1, 0, 10, 'Hz'],
});
const places = 9; // where the light can be, as the eye sees it: 4 is the centre
const voters = 8; // neurons that say left, and as many that say right

const net = orThrow(
  network(
    { dt: 1 },
    { X: layer([places, 6], input()), Y: layer([2, voters], lif({ tau: 20, refrac: 2, lbound: -70 })) },
    (connect) => ({
      XY: connect('X', 'Y', dense(uniform(seed, 3, 5)), bounded(mstdpet(p.learning, { tauPlus: 10, aMinus: 0 }), 0, 8)),
      YY: connect(
        'Y',
        'Y',
        dense(
          tensor(
            [16, 16],
            Array.from({ length: 256 }, (_, k) => (k >> 4 < 8 === k % 16 < 8 ? 0 : -10)),
          ),
        ),
      ),
    }),
  ),
);

const world = { eye: 4, light: 6, votes: [0, 0], right: 0, expected: 0.5 };
const count = fold(
  0,
  (steps, { data }) => {
    for (let k = 0; k < data.length; k++) world.votes[k < voters ? 0 : 1] += data[k];
    return steps + 1;
  },
  (steps) => steps,
);

const chance = (k) => uniforms(foldIn(foldIn(seed, 5), k), 0, 2);
const drive = function* (dt) {
  for (let k = 0; ; k++) {
    const seen = Math.min(Math.max(world.light - world.eye + 4, 0), places - 1);
    const rates = filled([places, 6], p.noise);
    rates.data.fill(80, seen * 6, seen * 6 + 6);
    world.votes = [0, 0];
    yield* frames({ X: poisson(foldIn(seed, k), rates, Math.round(p.pace)) }, { reward: always(0) })(dt);
    // The group with more spikes moves the eye; the step towards the light is the right one.
    const [u, where] = chance(k);
    const way = world.votes[0] === world.votes[1] ? (u < 0.5 ? -1 : 1) : world.votes[0] > world.votes[1] ? -1 : 1;
    const good = Math.sign(world.light - world.eye) === way;
    world.right = 0.98 * world.right + 0.02 * (good ? 1 : 0);
    world.expected = 0.9 * world.expected + 0.1 * (good ? 1 : 0);
    // Only what is better or worse than expected teaches.
    yield { reward: (good ? 1 : -1) - (2 * world.expected - 1) };
    world.eye = Math.min(Math.max(world.eye + way, 0), places - 1);
    if (world.eye === world.light) {
      world.light = Math.floor(where * places);
      if (world.light === world.eye) world.light = (world.light + 4) % places;
    }
  }
};
const strip = () =>
  Array.from({ length: places }, (_, k) =>
    k === world.light ? (k === world.eye ? '◉' : '●') : k === world.eye ? '○' : '·',
  ).join(' ');

play({
  net,
  frames: drive,
  monitors: { count: monitor(net, 'Y', 's', count) },
  show: {
    window: 1000,
    traces: { Y: ['v', [0, 8], ['left', 'right']] },
    weights: 'XY',
    caption: () => `${strip()}   ${Math.round(100 * world.right)} % of steps towards the light`,
  },
  note: 'The frames depend on what the network did. At first it errs; reward teaches which way to look.',
});
