import { initial, monitor, orThrow, progress, raster, run, silence } from 'spikefold';
import { microcircuit } from 'spikefold/biology';
import { barPlot, spikeGramPlot } from 'spikefold/plot';
import { mean } from './support/numbers.js';
import { program } from './support/program.js';
import { irregularity, rateOf, some, type Span } from './support/trains.js';

const about = {
  name: 'microcircuit',
  does: 'The cortical microcircuit of Potjans & Diesmann (2014): excitatory and inhibitory cells of layers 2/3, 4, 5 and 6. Draws the spikes of all eight populations, and compares their rates with those of the whole circuit.',
  quick: '2 % of the cells with 10 % of their synapses, for 300 ms',
  numbers: {
    scale: { does: 'share of the cells', otherwise: 0.1 },
    indegrees: { does: 'share of the synapses of each cell', otherwise: 0.25 },
    time: { does: 'simulated time, ms', otherwise: 1000 },
  },
} as const;

/** Rates of the whole circuit, Hz: those of NEST's example. */
const published = { E23: 0.97, I23: 2.87, E4: 4.75, I4: 5.4, E5: 8.14, I5: 9.08, E6: 0.99, I6: 7.52 };
type Population = keyof typeof published;
const names = Object.keys(published) as readonly Population[];

await program(about, async ({ seed, quick, backend, count, number }) => {
  const [scale, inDegrees] = quick ? [0.02, 0.1] : [number('scale'), number('indegrees')];
  // The first 200 ms are its beginning.
  const [beginning, time] = [200, quick ? 300 : Math.round(number('time'))];
  const net = orThrow(microcircuit({ seed, scale, inDegrees }));
  const all = beginning + time;
  const tick = count('run', all, 'ms');
  const soFar = ({ steps }: { readonly steps: number }): void => tick(Math.round(steps * net.dt));
  const start = initial(net);
  const synapses = Object.values(start.connections).reduce((sum, { w }) => sum + w.data.length, 0);
  const watch = (name: Population) => monitor(net, name, 's', raster());
  const watched = Object.fromEntries(names.map((name) => [name, watch(name)])) as Record<
    Population,
    ReturnType<typeof watch>
  >;
  const { monitors } = orThrow(
    await run(backend, net, start, silence(all), {
      ...watched,
      soFar: progress(soFar, { every: Math.round(10 / net.dt), total: Math.round(all / net.dt) }),
    }),
  );
  const span: Span = { from: beginning / net.dt, to: all / net.dt, dt: net.dt };
  const cells = names.map((name) => ({ name, n: net.layers[name].shape[0]!, spikes: monitors[name] }));
  const rates = cells.map((of) => rateOf([of], span));
  const cv = irregularity(cells, span);
  const shownShare = Math.min(1, 1000 / cells.reduce((sum, { n }) => sum + n, 0));
  const few = ({ n }: { readonly n: number }): number => Math.max(1, Math.round(n * shownShare));
  const named = <A>(of: (cell: (typeof cells)[number], place: number) => A): Readonly<Record<string, A>> =>
    Object.fromEntries(cells.map((cell, place) => [cell.name, of(cell, place)]));
  const off = names.map((name, place) => Math.abs(rates[place]! / published[name] - 1));
  return {
    facts: [
      ['network', `${cells.reduce((sum, { n }) => sum + n, 0)} cells, ${synapses} synapses`],
      ...names.map(
        (name, place) => [name, `${rates[place]!.toFixed(2)} Hz (whole circuit ${published[name]})`] as const,
      ),
      ['CV of intervals', cv.toFixed(2)],
    ],
    data: {
      rates: Object.fromEntries(names.map((name, place) => [name, rates[place]!])),
      cv,
      off: mean(off),
      synapses,
    },
    pictures: {
      spikes: orThrow(
        spikeGramPlot(
          named((cell) => some(cell.spikes, few(cell))),
          {
            dt: net.dt,
            from: Math.max(beginning, all - 400),
            to: all,
            equal: 'neuron',
            neurons: named(few),
            notes: named((_, place) => `${rates[place]!.toFixed(1)} Hz`),
            title: 'Eight populations of the microcircuit',
          },
        ),
      ),
      rates: orThrow(
        barPlot(
          { here: rates, 'the whole circuit': names.map((name) => published[name]) },
          { names, y: 'rate (Hz)', title: 'Rates of the populations' },
        ),
      ),
    },
  };
});
