import { dense, foldIn, frames, initial, input, layer, lif, monitor, network, normal, orThrow } from 'spikefold';
import { poisson, raster, record, run, stepsIn, uniform, type Spike, type Tensor } from 'spikefold';
import { rasterDrawing } from './support/draw/raster.js';
import { voltagesDrawing } from './support/draw/voltages.js';
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

/** One neuron's values in a record `[t, 1, n]`. */
const column = ({ data, shape }: Tensor, place: number): Float32Array =>
  Float32Array.from({ length: shape[0]! }, (_, step) => data[step * n + place]!);

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
  const shown = stepsIn(500, dt);
  return {
    facts: [
      ['input rate', `${found.input.toFixed(2)} Hz (expected ${expected.input.toFixed(2)} Hz)`],
      ['neuron rate', `${found.neurons.toFixed(2)} Hz (expected ${expected.neurons.toFixed(2)} Hz)`],
    ],
    data: { time, found, expected },
    pictures: {
      spikes: rasterDrawing({
        steps: stepsIn(time, dt),
        dt,
        width: 960,
        caption: `Poisson inputs and LIF neurons for ${time} ms`,
        panels: [
          { name: 'Poisson inputs', n, spikes: monitors.X },
          { name: 'LIF neurons', n, spikes: monitors.Y },
        ],
      }),
      voltages: voltagesDrawing({
        dt,
        traces: [0, 1, 2].map((place) => ({ name: `neuron ${place}`, v: column(monitors.v, place).slice(0, shown) })),
        range: [-66, -50],
        thresh: neuron.thresh,
        label: 'Voltages of three LIF neurons in the first 500 ms',
      }),
    },
  };
});
