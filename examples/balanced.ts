import { initial, monitor, orThrow, progress, raster, run, silence } from 'spikefold';
import { coba, cuba } from 'spikefold/biology';
import { spikeGramPlot } from 'spikefold/plot';
import { program, type Settings } from './support/program.js';
import { irregularity, rateOf, some, type Span } from './support/trains.js';

const about = {
  name: 'balanced',
  does: 'Networks of 3200 excitatory and 800 inhibitory cells whose irregular activity sustains itself (Vogels & Abbott 2005), with synaptic currents (CUBA) and conductances (COBA). Draws the spikes, and prints rates and the CV of intervals.',
  quick: '500 ms instead of 2000',
};

/** What is known of each: Hz. */
const published = { cuba: '5.5-5.9', coba: '18-21' };

const observe = async (make: typeof cuba, { seed, quick, backend, count }: Settings, label: string) => {
  const net = orThrow(make({ seed }));
  const time = quick ? 500 : 2000;
  const tick = count(label, time, 'ms');
  const { monitors } = orThrow(
    await run(backend, net, initial(net), silence(time), {
      E: monitor(net, 'E', 's', raster()),
      I: monitor(net, 'I', 's', raster()),
      soFar: progress(({ steps }) => tick(Math.round(steps * net.dt)), { every: 10 / net.dt }),
    }),
  );
  // The first 100 ms are its beginning.
  const span: Span = { from: 100 / net.dt, to: time / net.dt, dt: net.dt };
  const layers = (['E', 'I'] as const).map((name) => ({ n: net.layers[name].shape[0]!, spikes: monitors[name] }));
  return {
    rate: rateOf(layers, span),
    cv: irregularity(layers, span),
    // A tenth of the cells, for the first half second.
    drawing: orThrow(
      spikeGramPlot(
        { excitatory: some(monitors.E, 320), inhibitory: some(monitors.I, 80) },
        { dt: net.dt, to: 500, neurons: { excitatory: 320, inhibitory: 80 }, title: `${label}, a tenth of its cells` },
      ),
    ),
  };
};

await program(about, async (settings) => {
  const [currents, conductances] = [await observe(cuba, settings, 'CUBA'), await observe(coba, settings, 'COBA')];
  const told = ({ rate, cv }: typeof currents, known: string): string =>
    `${rate.toFixed(2)} Hz (published ${known} Hz), CV of intervals ${cv.toFixed(2)}`;
  return {
    facts: [
      ['CUBA', told(currents, published.cuba)],
      ['COBA', told(conductances, published.coba)],
    ],
    data: {
      cuba: { rate: currents.rate, cv: currents.cv },
      coba: { rate: conductances.rate, cv: conductances.cv },
    },
    pictures: { cuba: currents.drawing, coba: conductances.drawing },
  };
});
