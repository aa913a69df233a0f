import { allButSelf, bernoulli, dense, filled, foldIn, frames, initial, input, layer, lif } from 'spikefold';
import { monitor, network, normal, orThrow, raster, record, run, type Spike } from 'spikefold';
import { spikeGramPlot, voltagePlot } from 'spikefold/plot';
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

await program(about, async (settings) => {
  const n = settings.quick ? 100 : 500;
  const free = await simulate(settings, n, 0);
  const { X, Y, v } = await simulate(settings, n, 40);
  const rate = (spikes: readonly Spike[], count: number): number => (spikes.length * 1000) / (count * time);
  const rates = { input: rate(X, inputs), free: rate(free.Y, n), inhibited: rate(Y, n) };
  return {
    facts: [
      ['input rate', `${rates.input.toFixed(1)} Hz (expected ${((chance * 1000) / dt).toFixed(1)} Hz)`],
      ['neuron rate', `${rates.inhibited.toFixed(1)} Hz with inhibition, ${rates.free.toFixed(1)} Hz without`],
    ],
    data: { n, rates },
    pictures: {
      spikes: orThrow(
        spikeGramPlot(
          { 'Bernoulli inputs': X, 'without inhibition': free.Y, 'with lateral inhibition': Y },
          {
            dt,
            to: time,
            height: 200,
            neurons: { 'Bernoulli inputs': inputs, 'without inhibition': n, 'with lateral inhibition': n },
            title: 'Bernoulli inputs and LIF neurons',
          },
        ),
      ),
      voltages: orThrow(
        voltagePlot(v, { dt, as: 'map', range: [-70, neuron.thresh], title: `Voltage of ${n} LIF neurons` }),
      ),
    },
  };
});
