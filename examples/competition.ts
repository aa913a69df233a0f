import { counts, initial, monitor, orThrow, run, silence } from 'spikefold';
import { songMillerAbbott } from 'spikefold/biology';
import { barsDrawing } from './support/draw/bars.js';
import { linesDrawing } from './support/draw/lines.js';
import { histogram, mean, percent, range } from './support/numbers.js';
import { program } from './support/program.js';

const about = {
  name: 'competition',
  does: 'Synapses compete by STDP (Song, Miller & Abbott 2000): a thousand Poisson inputs reach one neuron. Some synapses grow to the largest conductance and the others to nothing, and the neuron, which at first fires fast, comes to a moderate rate.',
  quick: '100 s with steps of 0.5 ms instead of 0.25, and pairs twice as strong',
  numbers: {
    rate: { does: 'spikes of each input, Hz', otherwise: 15 },
    time: { does: 'how long it learns, s', otherwise: 400 },
  },
} as const;

const most = 0.015;
const bins = 10;
const blocks = 40;

await program(about, async ({ seed, quick, backend, count, number }) => {
  const [dt, seconds, aPlus] = quick ? [0.5, 100, 0.01] : [0.25, number('time'), 0.005];
  const net = orThrow(songMillerAbbott({ rate: number('rate'), most, aPlus, dt, seed }));
  const tick = count('learn', blocks, 'parts');
  let state = initial(net, { seed });
  const first = histogram(state.connections.XY.w.data, most);
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
      weights: barsDrawing({
        names: range(bins).map((bin) => (bin === 0 ? '0' : bin === bins - 1 ? 'most' : '')),
        a: { name: 'at first', values: first },
        b: { name: `after ${seconds} s`, values: last },
        title: 'part of the synapses',
        label: 'Synapses by their weights, in tenths of the largest, before and after learning',
      }),
      rate: linesDrawing({
        x: { title: 'time (s)', range: [0, seconds] },
        y: { title: 'rate (Hz)', range: [0, Math.max(...rates)] },
        lines: [{ name: 'the neuron', colour: 'a', points: rates.map((rate, k) => [(k + 0.5) * part, rate]) }],
        level: { name: 'each input', at: number('rate') },
        label: 'The rate of the neuron while its synapses learn',
      }),
    },
  };
});
