import {
  foldIn,
  initial,
  izhikevich,
  izhikevichPopulation,
  layer,
  monitor,
  network,
  orThrow,
  raster,
  run,
  tensor,
  uniforms,
  wasm,
  type Spike,
} from '../../../src/index.js';

export const cortexSize = 1000;
export const cortexTime = 1000;

/** Normal numbers from pairs of uniform ones (Box and Muller 1958); 1 - u is never 0. */
const normals = (seed: number, step: number, count: number): readonly number[] => {
  const u = uniforms(foldIn(seed, 2), step, 2 * count);
  return Array.from({ length: count }, (_, i) => {
    const [radius, angle] = [Math.sqrt(-2 * Math.log(1 - u[2 * i]!)), 2 * Math.PI * u[2 * i + 1]!];
    return radius * Math.cos(angle);
  });
};

/**
 * The network of Izhikevich 2003: 800 excitatory and 200 inhibitory neurons, all to all, with thalamic noise of 5 and 2
 * times a normal number each ms; 1000 ms at dt 1, threshold 30 mV.
 */
export const cortex = async (seed: number): Promise<readonly Spike[]> => {
  const model = izhikevich({ ...izhikevichPopulation(seed, cortexSize), thresh: 30 });
  const net = orThrow(network({ dt: 1 }, { N: layer([cortexSize], model) }));
  const drive = function* () {
    for (let step = 0; step < cortexTime; step++) {
      const noise = normals(seed, step, cortexSize).map((value, i) => value * (i < 800 ? 5 : 2));
      yield { inputs: { N: tensor([1, cortexSize], noise) } };
    }
  };
  const { monitors } = orThrow(
    await run(wasm, net, initial(net), drive(), { spikes: monitor(net, 'N', 's', raster()) }),
  );
  return monitors.spikes;
};

/** Power of the population's count at 1, 2, ... `most` Hz, over that of a Poisson process of the same rate (1 everywhere). */
export const spectrum = (spikes: readonly Spike[], most: number): readonly number[] =>
  Array.from({ length: most }, (_, i) => {
    const turn = (2 * Math.PI * (i + 1)) / cortexTime;
    let [re, im] = [0, 0];
    for (const { step } of spikes) {
      re += Math.cos(turn * step);
      im += Math.sin(turn * step);
    }
    return (re * re + im * im) / spikes.length;
  });
