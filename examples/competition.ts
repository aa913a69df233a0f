import { counts, initial, monitor, orThrow, run, silence } from 'spikefold';
import { songMillerAbbott } from 'spikefold/biology';
import { linePlot, weightsPlot } from 'spikefold/plot';
import { histogram, mean, percent, range } from './support/numbers.js';
import { program } from './support/program.js';

const about = {
  name: 'competition',
  does: 'Synapses compete by STDP (Song, Miller & Abbott 2000): a thousand Poisson inputs reach one neuron. Some synapses grow to the largest conductance and the others to nothing, and the neuron, which at first fires fast, comes to a moderate rate.',
  quick: '100 s with steps of 0.5 ms instead of 0.25, and pairs twice as strong',
  numbers: {
    rate: { does: 'spikes of each input, Hz', otherwise: 15 },
    time: { does: 'time of learning, s', otherwise: 400 },
  },
} as const;

const most = 0.015;
const blocks = 40;

await program(about, async ({ seed, quick, backend, count, number }) => {
  const [dt, seconds, aPlus] = quick ? [0.5, 100, 0.01] : [0.25, number('time'), 0.005];
  const net = orThrow(songMillerAbbott({ rate: number('rate'), most, aPlus, dt, seed }));
  const tick = count('learn', blocks, 'parts');
  const start = initial(net, { seed });
  let state = start;
  const first = histogram(start.connections.XY.w.data, most);
  const part = seconds / blocks;
  const rates: number[] = [];
  for (const _ of range(blocks)) {
    const watched = { Y: monitor(net, 'Y', 's', counts()) };
    const ran = orThrow(await run(backend, net, state, silence(part * 1000), watched));
    state = ran.state;
    rates.push(ran.monitors.Y.data[0]! / part);
    tick(rates.length);
  }
  const last = histogram(state.connections.XY.w.data, most);
  const ends = (of: readonly number[]): number => of[0]! + of.at(-1)!;
  const settled = mean(rates.slice(-blocks / 4));
  return {
    facts: [
      ['rate', `${rates[0]!.toFixed(1)} Hz in the first ${part} s, ${settled.toFixed(1)} in the last quarter`],
      ['weights', `${percent(ends(first))} in the outer tenths at first, ${percent(ends(last))} at last`],
    ],
    data: { first: rates[0]!, settled, ends: { first: ends(first), last: ends(last) } },
    pictures: {
      weights: orThrow(
        weightsPlot(state.connections.XY.w, {
          as: 'histogram',
          before: start.connections.XY.w,
          bins: 20,
          range: [0, most],
          unit: 'leak conductances',
          title: `Synapses before and after ${seconds} s`,
        }),
      ),
      rate: orThrow(
        linePlot(
          { 'the neuron': { x: rates.map((_, k) => (k + 0.5) * part), y: rates } },
          {
            x: 'time (s)',
            y: 'rate (Hz)',
            xRange: [0, seconds],
            yRange: [0, Math.max(...rates, number('rate'))],
            level: { name: 'each input', at: number('rate') },
            title: 'Rate of the neuron while its synapses learn',
          },
        ),
      ),
    },
  };
});
