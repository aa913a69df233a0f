import { allButSelf, bernoulli, dense, filled, foldIn, frames, initial, input, layer, lif } from 'spikefold';
import { monitor, network, normal, orThrow, raster, record, run, stepsIn, type Spike } from 'spikefold';
import type { Tensor } from 'spikefold';
import { heatDrawing } from './support/draw/heat.js';
import { rasterDrawing } from './support/draw/raster.js';
import { program, type Settings } from './support/program.js';

const about = {
  name: 'bernoulli-input',
  does: '500 Bernoulli inputs drive leaky integrate-and-fire neurons that inhibit each other. Draws their spikes with and without this inhibition, and the voltage of every neuron.',
  quick: '100 neurons instead of 500',
};

const [time, dt, inputs, chance] = [500, 1, 500, 0.1];
const neuron = { rest: -65, thresh: -52, reset: -65, refrac: 5, tau: 20, lbound: -75 };

/** All spikes, and the voltages `[t, 1, n]`, of a network whose neurons inhibit each other by `inhibition` mV a spike in all. */
const simulate = async ({ seed, backend }: Settings, n: number, inhibition: number) => {
  const net = orThrow(
    network({ dt }, { X: layer([inputs], input()), Y: layer([n], lif(neuron)) }, (connect) => ({
      XY: connect('X', 'Y', dense(normal(foldIn(seed, 0), 0.025, 0.05))),
      YY: connect('Y', 'Y', dense(allButSelf(-inhibition / n))),
    })),
  );
  const spikes = bernoulli(foldIn(seed, 1), filled([inputs], chance), time);
  const { monitors } = orThrow(
    await run(backend, net, initial(net), frames({ X: spikes }), {
      X: monitor(net, 'X', 's', raster()),
      Y: monitor(net, 'Y', 's', raster()),
      v: monitor(net, 'Y', 'v', record()),
    }),
  );
  return monitors;
};

/** A record `[t, 1, n]` as `[n, t]`. */
const transposed = ({ data, shape }: Tensor): Float32Array => {
  const [steps, , n] = shape as [number, number, number];
  return Float32Array.from(data, (_, place) => data[(place % steps) * n + Math.floor(place / steps)]!);
};

await program(about, async (settings) => {
  const n = settings.quick ? 100 : 500;
  const free = await simulate(settings, n, 0);
  const { X, Y, v } = await simulate(settings, n, 40);
  const rate = (spikes: readonly Spike[], count: number): number => (spikes.length * 1000) / (count * time);
  const rates = { input: rate(X, inputs), free: rate(free.Y, n), inhibited: rate(Y, n) };
  const steps = stepsIn(time, dt);
  return {
    facts: [
      ['input rate', `${rates.input.toFixed(1)} Hz (expected ${((chance * 1000) / dt).toFixed(1)} Hz)`],
      ['neuron rate', `${rates.inhibited.toFixed(1)} Hz with inhibition, ${rates.free.toFixed(1)} Hz without`],
    ],
    data: { n, rates },
    pictures: {
      spikes: rasterDrawing({
        steps,
        dt,
        caption: `Bernoulli inputs and LIF neurons with lateral inhibition for ${time} ms`,
        panels: [
          { name: 'Bernoulli inputs', n: inputs, spikes: X },
          { name: 'LIF neurons without inhibition', n, spikes: free.Y },
          { name: 'LIF neurons with lateral inhibition', n, spikes: Y },
        ],
      }),
      voltages: heatDrawing({
        values: transposed(v),
        columns: steps,
        span: [-70, neuron.thresh],
        x: { title: 'time (ms)', range: [0, time] },
        y: { title: 'neuron', range: [0, n] },
        title: 'Voltage of every LIF neuron',
        unit: 'mV',
        label: `Voltages of ${n} LIF neurons with lateral inhibition over ${time} ms`,
      }),
    },
  };
});
