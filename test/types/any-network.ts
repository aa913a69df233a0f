import {
  adaptiveLif,
  counts,
  dense,
  initial,
  input,
  izhikevich,
  layer,
  lif,
  monitor,
  network,
  orThrow,
} from '../../src/index.js';
import { raster, uniform, wasm, run, silence, type AnyNetwork, type StateOf } from '../../src/index.js';
import { conductanceExp, currentExp } from '../../src/cells.js';

// One of several models: the variables that all of them have are known.
const models = { lif: lif(), adaptive: adaptiveLif(), izhikevich: izhikevich() };
for (const model of Object.values(models)) {
  const net = orThrow(network({ dt: 1 }, { N: layer([2], model) }));
  monitor(net, 'N', 'v', raster());
  // @ts-expect-error: only some of them have a recovery variable 'u'
  monitor(net, 'N', 'u', raster());
}
const chosen = (adaptive: boolean) => layer([3], adaptive ? adaptiveLif() : lif());
network({ dt: 1 }, { Y: chosen(true) }, (connect) => ({ YY: connect('Y', 'Y', dense(uniform(1))) }));

// And the receptors that all of them have.
for (const cell of [currentExp(), conductanceExp()])
  network({ dt: 1 }, { E: layer([2], cell) }, (connect) => ({ EE: connect('E', 'E.exc', dense(uniform(1))) }));
for (const cell of [lif(), conductanceExp()])
  // @ts-expect-error: 'lif' has no receptors
  network({ dt: 1 }, { E: layer([2], cell) }, (connect) => ({ EE: connect('E', 'E.exc', dense(uniform(1))) }));

// A network of as many layers as a list says, and a function of any network.
const sizes = [4, 5, 6];
const stack = orThrow(
  network(
    { dt: 1 },
    Object.fromEntries(sizes.map((n, k) => [`L${k}`, layer([n], k === 0 ? input() : lif())])),
    (connect) =>
      Object.fromEntries(sizes.slice(1).map((_, k) => [`C${k}`, connect(`L${k}`, `L${k + 1}`, dense(uniform(k)))])),
  ),
);
const spikesOf = async (net: AnyNetwork, state: StateOf<AnyNetwork>, name: string) =>
  orThrow(await run(wasm, net, state, silence(10), { spikes: monitor(net, name, 's', counts()) })).monitors.spikes;
void spikesOf(stack, initial(stack), 'L2');
void spikesOf(orThrow(network({ dt: 1 }, { Y: chosen(false) })), initial(stack), 'Y');

// What is no model is none of several either.
// @ts-expect-error: not called
layer([2], lif);
// @ts-expect-error: no step
layer([2], { init: { s: false } });
