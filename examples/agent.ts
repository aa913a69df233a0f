import { bounded, dense, endOfEpisode, expectAfter, filled, fold, foldIn, initial, input, layer, lif } from 'spikefold';
import { monitor, mstdpet, network, noExpectation, orThrow, poisson, predictionError, run, size } from 'spikefold';
import { tensor, uniform, uniforms, type Backend, type Frame, type Seed, type Shape, type Tensor } from 'spikefold';
import { linePlot, weightsPlot, type Line } from 'spikefold/plot';
import { directions, distance, meadow, shortest, start, step } from './support/meadow.js';
import { deviation, mean, range } from './support/numbers.js';
import { program } from './support/program.js';

const about = {
  name: 'agent',
  does: 'An agent in a small grid world learns by reward (MSTDPET) to walk to its food, in a closed loop: place cells spike at its position, it steps in the direction whose neurons spike most, and a step towards the food is rewarded. Several agents, each with its food in another place; as a control, as many agents whose reward is random.',
  quick: '2 agents and 2 controls instead of 10 each, for 35 trials instead of 100',
};

const side = 5; // places
const [cells, voters] = [10, 10]; // neurons of each place, and of each direction
const show = 30; // ms before a step is taken
const [on, off] = [80, 1]; // Hz
const patience = 40; // steps before it gives up
const block = 5; // trials that make a point of the curve
const last = 20; // trials at the end that count

/** Inhibition (mV) between neurons of different directions. */
const rivalry = (shape: Shape): Tensor =>
  tensor(
    shape,
    range(size(shape)).map((k) => {
      const [from, to] = [Math.floor(k / shape[1]!), k % shape[1]!];
      return Math.floor(from / voters) === Math.floor(to / voters) ? 0 : -10;
    }),
  );

/** Place cells excite the neurons of the directions through weights that learn; neurons of different directions inhibit each other. */
const brain = (seed: Seed) =>
  orThrow(
    network(
      { dt: 1 },
      {
        X: layer([side ** 2, cells], input()),
        Y: layer([directions.length, voters], lif({ tau: 20, refrac: 2, lbound: -70 })),
      },
      (connect) => ({
        XY: connect('X', 'Y', dense(uniform(seed, 3, 5)), bounded(mstdpet(4, { tauPlus: 10, aMinus: 0 }), 0, 8)),
        YY: connect('Y', 'Y', dense(rivalry)),
      }),
    ),
  );

const sum = (values: Iterable<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

/** Rates of the place cells when the agent is at a place. */
const rates = range(side ** 2).map((place) =>
  tensor(
    [side ** 2, cells],
    range(side ** 2 * cells).map((k) => (Math.floor(k / cells) === place ? on : off)),
  ),
);
const none = filled([side ** 2, cells], 0);

/** The steps that an agent took in each trial, and at the end the mean weight from each place to each direction. */
const life = async (backend: Backend, seed: Seed, random: boolean, trials: number, onTrial: (done: number) => void) => {
  const [net, world] = [brain(foldIn(seed, 0)), meadow(foldIn(seed, 1), side)];
  const taken: number[] = [];
  let votes = directions.map(() => 0);
  // The closed loop: the frames that `live` makes depend on the spikes that `hear` has counted in earlier steps.
  const hear = fold(
    0,
    (steps, { data }: Tensor) => {
      votes = votes.map((count, k) => count + sum(data.subarray(k * voters, (k + 1) * voters)));
      return steps + 1;
    },
    (steps) => steps,
  );
  const live = function* (dt: number): Iterable<Frame<Tensor, 'X'>> {
    let [expected, decision] = [noExpectation, 0];
    for (const trial of range(trials)) {
      let [place, steps] = [start(world, foldIn(seed, 2), trial), 0];
      while (place !== world.food && steps < patience) {
        votes = directions.map(() => 0);
        for (const X of poisson(foldIn(foldIn(seed, 3), decision), rates[place]!, show)(dt))
          yield { inputs: { X }, reward: 0 };
        const most = Math.max(...votes);
        const next = most === 0 ? place : step(world, place, votes.indexOf(most));
        const nearer = distance(world, next) < distance(world, place);
        const good = random ? uniforms(foldIn(seed, 4), decision, 1)[0]! < 0.5 : nearer;
        yield { inputs: { X: none }, reward: predictionError(good ? 1 : 0, expected) };
        expected = expectAfter(expected, { reward: good ? 1 : 0, steps: 1, window: 20 });
        [place, steps, decision] = [next, steps + 1, decision + 1];
        yield endOfEpisode;
      }
      taken.push(steps);
      onTrial(trial + 1);
    }
  };
  const { state } = orThrow(await run(backend, net, initial(net), live, { votes: monitor(net, 'Y', 's', hear) }));
  const { data } = state.connections.XY.w;
  const columns = directions.length * voters;
  const weights = directions.map((_, direction) =>
    range(side ** 2).map((place) =>
      mean(
        range(cells).flatMap((cell) =>
          range(voters).map((voter) => data[(place * cells + cell) * columns + direction * voters + voter]!),
        ),
      ),
    ),
  );
  return { taken, weights, best: shortest(world) };
};

type Life = Awaited<ReturnType<typeof life>>;

/** Mean and spread over the agents, in blocks of trials. */
const curve = (lives: readonly Life[]): Line => {
  const starts = range(lives[0]!.taken.length / block).map((i) => i * block);
  const blocks = starts.map((from) => lives.map(({ taken }) => mean(taken.slice(from, from + block))));
  const [means, spreads] = [blocks.map(mean), blocks.map(deviation)];
  return {
    x: blocks.map((_, i) => (i + 1) * block),
    y: means,
    low: means.map((middle, i) => middle - spreads[i]!),
    high: means.map((middle, i) => middle + spreads[i]!),
  };
};

await program(about, async ({ seed, quick, backend, count }) => {
  const [agents, trials] = quick ? [2, 35] : [10, 100];
  const tick = count('train', 2 * agents * trials, 'trials');
  const lives: Life[] = [];
  for (const i of range(2 * agents))
    lives.push(await life(backend, foldIn(seed, i % agents), i >= agents, trials, (done) => tick(i * trials + done)));
  const [trained, control] = [lives.slice(0, agents), lives.slice(agents)];

  const summary = (some: readonly Life[]) => {
    const steps = some.map(({ taken }) => mean(taken.slice(-last)));
    return { mean: mean(steps), deviation: deviation(steps), least: Math.min(...steps), most: Math.max(...steps) };
  };
  const [learned, guessed, best] = [summary(trained), summary(control), mean(trained.map((one) => one.best))];
  const words = (found: typeof learned): string =>
    `${found.mean.toFixed(1)} ± ${found.deviation.toFixed(1)} steps, from ${found.least.toFixed(1)} to ${found.most.toFixed(1)}`;
  return {
    facts: [
      ['reward', words(learned)],
      ['random reward', words(guessed)],
      ['shortest path', `${best.toFixed(1)} steps`],
      ['trials', `${trials} for each agent; the means are over the last ${last}`],
    ],
    data: { trials, shortest: best, learned, guessed },
    pictures: {
      learning: orThrow(
        linePlot(
          { reward: curve(trained), 'random reward': curve(control) },
          {
            x: 'trial',
            y: 'steps to the food',
            xRange: [0, trials],
            yRange: [0, patience],
            level: { name: 'shortest path', at: best },
            title: `Steps to the food: mean and standard deviation of ${agents} agents`,
          },
        ),
      ),
      weights: orThrow(
        weightsPlot(
          tensor(
            [directions.length, side, side],
            trained[0]!.weights.flat().map((value) => value - 2),
          ),
          {
            as: 'fields',
            labels: [...directions],
            columns: directions.length,
            title: 'Weights of the first agent: from each place to each direction',
          },
        ),
      ),
    },
  };
});
