import { foldIn, initial, monitor, orThrow, progress, raster, run, silence } from 'spikefold';
import { brunel, brunelRegimes } from 'spikefold/biology';
import { spikeGramPlot } from 'spikefold/plot';
import { program } from './support/program.js';
import { irregularity, rateOf, some, type Span } from './support/trains.js';

const about = {
  name: 'brunel',
  does: 'The four states of a network of excitatory and inhibitory cells (Brunel 2000, figure 8), by the strength of inhibition and of the external drive. Draws the spikes of 50 cells in each, and prints rates and the CV of intervals.',
  quick: '5000 cells instead of 12,500, with as many synapses to each, for 300 ms instead of 1000',
};

/** The letter of each in figure 8, what Brunel calls it, and its rate there, Hz. */
const states = {
  regular: { letter: 'A', name: 'synchronous regular', published: 333 },
  fast: { letter: 'B', name: 'synchronous irregular, fast', published: 60.7 },
  asynchronous: { letter: 'C', name: 'asynchronous irregular', published: 37.7 },
  slow: { letter: 'D', name: 'synchronous irregular, slow', published: 5.5 },
} as const;

type State = keyof typeof states;

await program(about, async ({ seed, quick, backend, count }) => {
  const time = quick ? 300 : 1000;
  const size = quick ? { excitatory: 4000, inhibitory: 1000, inDegree: 0.25 } : {};
  const tick = count('run', 4 * time, 'ms');
  const observe = async (state: State, place: number) => {
    const net = orThrow(brunel({ ...brunelRegimes[state], ...size, seed: foldIn(seed, place) }));
    const soFar = ({ steps }: { readonly steps: number }): void => tick(place * time + Math.round(steps * net.dt));
    const { monitors } = orThrow(
      await run(backend, net, initial(net), silence(time), {
        E: monitor(net, 'E', 's', raster()),
        I: monitor(net, 'I', 's', raster()),
        soFar: progress(soFar, { every: 10 / net.dt }),
      }),
    );
    const layers = (['E', 'I'] as const).map((name) => ({ n: net.layers[name].shape[0]!, spikes: monitors[name] }));
    const [from, to] = [100 / net.dt, time / net.dt];
    const span: Span = { from, to, dt: net.dt };
    return {
      state,
      span,
      rate: rateOf(layers, span),
      cv: irregularity(layers, span),
      few: some(monitors.E, 50),
    };
  };
  const found: Awaited<ReturnType<typeof observe>>[] = [];
  for (const [place, state] of (Object.keys(states) as State[]).entries()) found.push(await observe(state, place));
  const cv = (value: number): string => (Number.isNaN(value) ? 'too few spikes for a CV' : `CV ${value.toFixed(2)}`);
  const named = <A>(of: (one: (typeof found)[number]) => A): Readonly<Record<string, A>> =>
    Object.fromEntries(found.map((one) => [`${states[one.state].letter} ${states[one.state].name}`, of(one)]));
  const settings = ({ state }: (typeof found)[number]): string => {
    const { g, eta } = brunelRegimes[state];
    return `g ${g}, drive ${eta}`;
  };
  return {
    facts: found.map(({ state, ...of }) => {
      const { letter, name, published } = states[state];
      return [`${letter} ${name}`, `${of.rate.toFixed(1)} Hz (published ${published}), ${cv(of.cv)}`] as const;
    }),
    data: Object.fromEntries(
      found.map(({ state, rate, cv }) => [state, { rate, ...(Number.isNaN(cv) ? {} : { cv }) }]),
    ),
    pictures: {
      regimes: orThrow(
        spikeGramPlot(
          named(({ few }) => few),
          {
            dt: found[0]!.span.dt,
            from: time - 200,
            to: time,
            width: 560,
            height: 120,
            neurons: named(() => 50),
            notes: named(settings),
            title: 'Four states of a network',
          },
        ),
      ),
    },
  };
});
