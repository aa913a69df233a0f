import { initial, monitor, orThrow, raster, run, silence, type StateOf } from 'spikefold';
import { polychronization } from 'spikefold/biology';
import { spikeGramPlot, weightsPlot } from 'spikefold/plot';
import { histogram, percent, range } from './support/numbers.js';
import { program } from './support/program.js';
import { powerOf } from './support/rhythms.js';
import { rateOf, some } from './support/trains.js';

const about = {
  name: 'polychronization',
  does: 'A network whose axons have delays of 1 to 20 ms learns by STDP when spikes arrive (Izhikevich 2006). Draws a second of its spikes at first, with a delta rhythm of 2 to 4 Hz, and after learning, when gamma has taken its place.',
  quick: '60 s of learning instead of 600',
  numbers: { time: { does: 'time of learning, s', otherwise: 600 } },
} as const;

const [most, parts, second] = [10, 20, 1000];

await program(about, async ({ seed, quick, backend, count, number }) => {
  const seconds = quick ? 60 : Math.round(number('time'));
  const net = orThrow(polychronization({ seed, most }));
  const layers = ['E', 'I'] as const;
  /** A second of spikes, from a state on. */
  const watch = async (start: StateOf<typeof net>) => {
    const watched = { E: monitor(net, 'E', 's', raster()), I: monitor(net, 'I', 's', raster()) };
    const { state, monitors } = orThrow(await run(backend, net, start, silence(second), watched));
    const span = { from: 0, to: second, dt: net.dt };
    const all = layers.map((name) => ({ name, n: net.layers[name].shape[0]!, spikes: monitors[name] }));
    return {
      state,
      rate: rateOf([all[0]!], span),
      delta: powerOf(all[0]!, 2, 4),
      gamma: powerOf(all[0]!, 25, 70),
      monitors,
      rates: all.map((of) => `${rateOf([of], span).toFixed(1)} Hz`),
    };
  };
  const early = await watch(initial(net, { seed }));
  const start = initial(net).connections.EE.w;
  const tick = count('learn', parts, 'parts');
  let { state } = early;
  for (const part of range(parts)) {
    const time = Math.round((seconds * 1000) / parts);
    ({ state } = orThrow(await run(backend, net, state, silence(time), {})));
    tick(part + 1);
  }
  const late = await watch(state);
  const after = histogram(state.connections.EE.w.data, most);
  const told = ({ rate, delta, gamma }: typeof early): string =>
    `${rate.toFixed(1)} Hz; ${delta.power.toFixed(0)} times Poisson at ${delta.hz} Hz, ${gamma.power.toFixed(0)} at ${gamma.hz} Hz`;
  // Half of the cells.
  const picture = ({ monitors: { E, I }, rates }: typeof early, title: string) => {
    const [e, i] = layers.map((name) => net.layers[name].shape[0]! / 2) as [number, number];
    const notes = { E: rates[0]!, I: rates[1]! };
    const options = { dt: net.dt, to: second, equal: 'neuron', neurons: { E: e, I: i }, notes, title } as const;
    return orThrow(spikeGramPlot({ E: some(E, e), I: some(I, i) }, options));
  };
  const powers = ({ rate, delta, gamma }: typeof early) => ({ rate, delta: delta.power, gamma: gamma.power });
  return {
    facts: [
      ['at first', told(early)],
      [`after ${seconds} s`, told(late)],
      ['weights', `${percent(after[0]!)} below a tenth of the largest, ${percent(after.at(-1)!)} above nine`],
    ],
    data: { early: powers(early), late: powers(late), weak: after[0]!, strong: after.at(-1)! },
    pictures: {
      early: picture(early, 'The first second'),
      late: picture(late, `A second after ${seconds} s of learning`),
      weights: orThrow(
        weightsPlot(state.connections.EE.w, {
          as: 'histogram',
          before: start,
          range: [0, most],
          title: `Excitatory synapses before and after ${seconds} s`,
        }),
      ),
    },
  };
});
