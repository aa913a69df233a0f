import { dense, foldIn, frames, initial, input, layer, lif, monitor, network, normal, orThrow } from 'spikefold';
import { poisson, raster, record, run, uniform, type Spike, type Tensor } from 'spikefold';
import { spikeGramPlot, voltagePlot } from 'spikefold/plot';
import { mean } from './support/numbers.js';
import { program } from './support/program.js';

const about = {
  name: 'poisson-to-lif',
  does: '100 Poisson inputs excite 100 leaky integrate-and-fire neurons, all to all. Draws the spikes of both layers and the voltages of three neurons, and compares their mean rate with theory.',
  quick: '2000 ms instead of 5000',
};

const [n, dt] = [100, 1];
const neuron = { rest: -65, thresh: -52, reset: -65, refrac: 5, tau: 100 };

/** The rate of each neuron (Hz) at the mean of its input: one spike per refractory time and time from reset to threshold. */
const expectedRates = (rates: Tensor, w: Tensor): readonly number[] => {
  const { rest, thresh, reset, refrac, tau } = neuron;
  return Array.from({ length: n }, (_, j) => {
    const current = Array.from(rates.data, (rate, i) => (rate / 1000) * w.data[i * n + j]!).reduce((a, b) => a + b, 0);
    const level = rest + current * tau;
    return level <= thresh ? 0 : 1000 / (refrac + tau * Math.log((level - reset) / (level - thresh)));
  });
};

await program(about, async ({ seed, quick, backend }) => {
  const time = quick ? 2000 : 5000;
  const net = orThrow(
    network({ dt }, { X: layer([n], input()), Y: layer([n], lif(neuron)) }, (connect) => ({
      XY: connect('X', 'Y', dense(normal(foldIn(seed, 0), 0.15, 0.05))),
    })),
  );
  const rates = uniform(foldIn(seed, 1), 0, 40)([n]); // Hz
  const { state, monitors } = orThrow(
    await run(backend, net, initial(net), frames({ X: poisson(foldIn(seed, 2), rates, time) }), {
      X: monitor(net, 'X', 's', raster()),
      Y: monitor(net, 'Y', 's', raster()),
      v: monitor(net, 'Y', 'v', record()),
    }),
  );

  const measured = (spikes: readonly Spike[]): number => (spikes.length * 1000) / (n * time);
  const expected = { input: mean(rates.data), neurons: mean(expectedRates(rates, state.connections.XY.w)) };
  const found = { input: measured(monitors.X), neurons: measured(monitors.Y) };
  return {
    facts: [
      ['input rate', `${found.input.toFixed(2)} Hz (expected ${expected.input.toFixed(2)} Hz)`],
      ['neuron rate', `${found.neurons.toFixed(2)} Hz (expected ${expected.neurons.toFixed(2)} Hz)`],
    ],
    data: { time, found, expected },
    pictures: {
      spikes: orThrow(
        spikeGramPlot(
          { 'Poisson inputs': monitors.X, 'LIF neurons': monitors.Y },
          {
            dt,
            to: 1000,
            neurons: { 'Poisson inputs': n, 'LIF neurons': n },
            title: 'Poisson inputs and LIF neurons in the first second',
          },
        ),
      ),
      voltages: orThrow(voltagePlot(monitors.v, { dt, to: 500, threshold: neuron.thresh, spikes: monitors.Y })),
    },
  };
});
