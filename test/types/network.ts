import {
  all,
  always,
  bounded,
  counts,
  dense,
  eager,
  episode,
  frames,
  frozen,
  input,
  initial,
  layer,
  lif,
  monitor,
  mstdpet,
  network,
  orThrow,
  poisson,
  postPre,
  prefixed,
  raster,
  run,
  tensor,
  tensorsOf,
  traced,
  uniform,
  zeros,
  type Names,
  type Network,
  type StateOf,
} from '../../src/index.js';
import { networkMonitor } from '../../src/bindsnet.js';
import { conductanceBased, conductanceExp } from '../../src/cells.js';

const layers = { X: layer([4], traced(input())), Y: layer([3], traced(lif())), Z: layer([3], lif()) };

// A layer that is not there.
network({ dt: 1 }, layers, (connect) => ({
  // @ts-expect-error: no layer 'W'
  XW: connect('X', 'W', dense(uniform(1))),
}));

// A rule that needs a trace its layer does not keep.
network({ dt: 1 }, layers, (connect) => ({
  // @ts-expect-error: 'Z' has no trace 'x'
  XZ: connect('X', 'Z', dense(uniform(1)), postPre([1e-4, 1e-2])),
}));
network({ dt: 1 }, layers, (connect) => ({
  // @ts-expect-error: nor through a wrapper
  XZ: connect('X', 'Z', dense(uniform(1)), bounded(postPre([1e-4, 1e-2]), 0, 1)),
}));

const net = orThrow(
  network({ dt: 1 }, layers, (connect) => ({
    XY: connect('X', 'Y', dense(uniform(1)), bounded(postPre([1e-4, 1e-2]), 0, 1)),
  })),
);
const state = initial(net);

// What is right compiles, and every name is known.
export const v: Float32Array | Int32Array | Uint8Array = state.layers.Y.v.data;
monitor(net, 'Y', 'x', raster());
monitor(net, 'XY', 'w', raster());

// @ts-expect-error: 'Y' has no variable 'u'
monitor(net, 'Y', 'u', raster());
// @ts-expect-error: 'X' has no voltage
monitor(net, 'X', 'v', raster());
// @ts-expect-error: no layer or connection 'YX'
monitor(net, 'YX', 'w', raster());
// @ts-expect-error: 'Z' keeps no trace
export const x = state.layers.Z.x;
// @ts-expect-error: no connection 'YX'
export const w = state.connections.YX;

// @ts-expect-error: nothing 'Q' to freeze
frozen(net, { only: ['Q'] });
// @ts-expect-error: no layer 'Q' to record
networkMonitor(net, { layers: ['Q'] });
// @ts-expect-error: nothing has a 'u'
networkMonitor(net, { variables: ['u'] });

const image = tensor([4], [1, 2, 3, 4]);
void run(eager, net, state, frames({ X: poisson(1, image, 10) }), { spikes: monitor(net, 'Y', 's', raster()) });
void run(eager, net, state, episode(frames({ X: poisson(1, image, 10) })));
const forced = frames(
  { X: poisson(1, image, 10) },
  { clamp: { Y: always(image) }, inject: { Z: always(image) }, masks: { XY: always(image) }, reward: always(1) },
);
const watched = await run(eager, frozen(net, { only: ['Y', 'XY'] }), state, episode(forced), {
  all: networkMonitor(net, { variables: ['x', 'w'] }),
  both: monitor(net, 'Y', 's', all({ counts: counts(), spikes: raster() }), { every: 2 }),
});
if (watched._tag === 'Right') {
  const { all: whole, both } = watched.right.monitors;
  void [whole.of.Y?.x?.shape, whole.of.XY?.w?.shape, both.counts.shape, both.spikes.length];
  // @ts-expect-error: 'Z' keeps no trace
  void whole.of.Z?.x;
}
// A source whose values come later makes frames that do.
void run(eager, net, state, frames({ X: tensorsOf([], [4]) }));
// @ts-expect-error: which are not there at once
void [...frames({ X: tensorsOf([], [4]) })(1)];
// @ts-expect-error: no layer 'Q' to force
void run(eager, net, state, frames({}, { clamp: { Q: always(image) } }));
// @ts-expect-error: no layer 'Q' to give frames to
void run(eager, net, state, frames({ Q: poisson(1, image, 10) }));
// @ts-expect-error: the state of another network
void run(eager, net, { ...state, layers: { X: state.layers.X } }, []);
// @ts-expect-error: voltages are tensors
export const wrong: string = state.layers.Y.v;
export const silent = zeros([3]);

// A network out of another: what it had is known, and what was added; a rule that is replaced brings its variables.
const wider = orThrow(
  network(net, { ...net.layers, V: layer([2], lif()) }, (connect) => ({
    ...net.connections,
    XY: connect('X', 'Y', net.connections.XY.wiring, mstdpet(0.1)),
    YV: connect('Y', 'V', dense(uniform(2))),
  })),
);
monitor(wider, 'YV', 'w', raster());
// Layers and connections whose names are made by a program: each may have any variable that one of them has.
const chain = orThrow(
  network({ dt: 1 }, Object.fromEntries(['A', 'B'].map((name) => [name, layer([2], lif())])), (connect) =>
    Object.fromEntries([['AB', connect('A', 'B', dense(uniform(1)))]]),
  ),
);
monitor(chain, 'A', 's', raster());
monitor(chain, 'AB', 'w', raster());
monitor(wider, 'XY', 'w', raster());
monitor(wider, 'XY', 'e', raster());
monitor(wider, 'Y', 'x', raster());
// @ts-expect-error: 'YV' learns nothing, and has no eligibility
monitor(wider, 'YV', 'e', raster());
// @ts-expect-error: 'V' keeps no trace
monitor(wider, 'V', 'x', raster());
network(net, net.layers, (connect) => ({
  ...net.connections,
  // @ts-expect-error: 'Z' has no trace 'x' for the wiring's new rule
  XZ: connect('X', 'Z', net.connections.XY.wiring, postPre([1e-4, 1e-2])),
}));

// A receptor that a layer has is delivered to; one that it does not have is not.
const cells = { X: layer([4], traced(input())), E: layer([3], traced(conductanceExp())), I: layer([3], lif()) };
network({ dt: 1 }, cells, (connect) => ({
  exc: connect('X', 'E.exc', dense(uniform(1)), postPre([1e-4, 1e-2])),
  plain: connect('X', 'E', dense(uniform(1))),
}));
network({ dt: 1 }, cells, (connect) => ({
  // @ts-expect-error: 'E' has no receptor 'ampa'
  ampa: connect('X', 'E.ampa', dense(uniform(1))),
}));
network({ dt: 1 }, cells, (connect) => ({
  // @ts-expect-error: 'I' has no receptors
  exc: connect('X', 'I.exc', dense(uniform(1))),
}));
const own = { N: layer([3], conductanceBased({ receptors: { nmda: { magnesium: 1 } } })) };
network({ dt: 1 }, own, (connect) => ({ nmda: connect('N', 'N.nmda', dense(uniform(1))) }));
network({ dt: 1 }, own, (connect) => ({
  // @ts-expect-error: its own receptors take the place of exc and inh
  exc: connect('N', 'N.exc', dense(uniform(1))),
}));

// Names with a prefix are known, of networks, of states, and in functions of any network.
const twice = <L extends Names, C extends Names>(of: Network<L, C>) =>
  [prefixed(of, 'a_'), prefixed(of, 'b_')] as const;
const [one, other] = twice(net);
const both = orThrow(
  network(one, { ...one.layers, ...other.layers }, (connect) => ({
    ...one.connections,
    ...other.connections,
    across: connect('a_Y', 'b_Y', dense(uniform(1)), postPre([1e-4, 1e-2])),
  })),
);
monitor(both, 'b_Y', 'x', raster());
monitor(both, 'across', 'w', raster());
export const placed: StateOf<typeof one> = prefixed(state, 'a_');
// @ts-expect-error: no layer 'Y' without its prefix
monitor(both, 'Y', 'x', raster());
