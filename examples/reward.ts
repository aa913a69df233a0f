import { bounded, counts, dense, expectAfter, filled, foldIn, frames, initial, input, layer } from 'spikefold';
import { lif, monitor, mstdpet, network, noExpectation, orThrow, poisson, predictionError } from 'spikefold';
import { rested, rewarded, run, size, tensor, uniform, uniforms } from 'spikefold';
import type { Backend, Seed, Shape, Tensor } from 'spikefold';
import { linePlot, type Line } from 'spikefold/plot';
import { deviation, mean, percent, range } from './support/numbers.js';
import { program } from './support/program.js';

const about = {
  name: 'reward',
  does: 'Learns by reward alone which of four actions is correct for each of four stimuli, by STDP with eligibility traces (MSTDPET). Ten agents with different seeds; as a control, ten agents whose reward is random.',
  quick: '5 agents and 5 controls instead of 10 each, for 40 rounds instead of 120',
};

const choices = 4; // as many stimuli as actions
const [inputs, outputs] = [10, 10]; // neurons of each stimulus, and of each action
const [show, dt] = [30, 1]; // ms
const [on, off] = [80, 2]; // Hz
const block = 5; // rounds that make a point of the curve
const last = 10; // rounds at the end that count

/** Inhibition (mV) between neurons of different actions. */
const rivalry = (shape: Shape): Tensor =>
  tensor(
    shape,
    range(size(shape)).map((k) => {
      const [from, to] = [Math.floor(k / shape[1]!), k % shape[1]!];
      return Math.floor(from / outputs) === Math.floor(to / outputs) ? 0 : -10;
    }),
  );

/** Stimuli excite the neurons of the actions through weights that learn; neurons of different actions inhibit each other. */
const agent = (seed: Seed) =>
  orThrow(
    network(
      { dt },
      {
        X: layer([choices, inputs], input()),
        Y: layer([choices, outputs], lif({ tau: 20, refrac: 2, lbound: -70 })),
      },
      (connect) => ({
        XY: connect('X', 'Y', dense(uniform(seed, 3, 5)), bounded(mstdpet(4, { tauPlus: 10, aMinus: 0 }), 0, 8)),
        YY: connect('Y', 'Y', dense(rivalry)),
      }),
    ),
  );

/** For each row of spike counts `[b, choices, outputs]` the action whose neurons spiked most, -1 where none did. */
const actions = ({ shape, data }: Tensor): readonly number[] =>
  range(shape[0]!).map((row) => {
    const votes = range(choices).map((action) => {
      const from = (row * choices + action) * outputs;
      return Array.from(data.subarray(from, from + outputs)).reduce((sum, count) => sum + count, 0);
    });
    const most = Math.max(...votes);
    return most === 0 ? -1 : votes.indexOf(most);
  });

/** The stimuli side by side: in row k of the batch, those neurons are active that stand for stimulus k. */
const rates = tensor(
  [choices, choices, inputs],
  range(choices * choices * inputs).map((k) =>
    Math.floor(k / choices / inputs) === Math.floor(k / inputs) % choices ? on : off,
  ),
);
const silence = filled(rates.shape, 0);

/**
 * The fraction of stimuli to which one agent responds correctly, round by round. The reward, 1 or 0, comes after the stimuli;
 * the network gets its difference from the expected reward. `random`: the rewarded action is drawn anew each time.
 */
const life = async (backend: Backend, seed: Seed, rounds: number, random: boolean): Promise<readonly number[]> => {
  const net = agent(foldIn(seed, 0));
  const shift = Math.floor(uniforms(foldIn(seed, 1), 0, 1)[0]! * choices);
  const correct = range(choices).map((stimulus) => (stimulus + shift) % choices);
  let [state, expected] = [initial(net, { batch: choices }), noExpectation];
  const right: number[] = [];
  for (const round of range(rounds)) {
    const spikes = frames({ X: poisson(foldIn(foldIn(seed, 2), round), rates, show) });
    const seen = orThrow(await run(backend, net, state, rewarded(spikes, 0), { Y: monitor(net, 'Y', 's', counts()) }));
    const draws = uniforms(foldIn(seed, 3), round, choices);
    const done = actions(seen.monitors.Y);
    const paid = done.map((action, row) =>
      action === (random ? Math.floor(draws[row]! * choices) : correct[row]) ? 1 : 0,
    );
    const errors = paid.map((reward) => predictionError(reward, expected));
    const learned = orThrow(
      await run(backend, net, seen.state, rewarded(frames({ X: [silence] }), tensor([choices], errors))),
    );
    state = rested(net, learned.state);
    expected = expectAfter(expected, { reward: mean(paid), steps: 1 });
    right.push(mean(done.map((action, row) => (action === correct[row] ? 1 : 0))));
  }
  return right;
};

/** The fraction of correct actions of some agents, round by round. */
type Lives = readonly (readonly number[])[];

/** Mean and spread over the agents, in blocks of rounds. */
const curve = (lives: Lives): Line => {
  const starts = range(lives[0]!.length / block).map((i) => i * block);
  const blocks = starts.map((start) => lives.map((right) => mean(right.slice(start, start + block))));
  const [means, spreads] = [blocks.map(mean), blocks.map(deviation)];
  return {
    x: blocks.map((_, i) => (i + 1) * block),
    y: means,
    low: means.map((middle, i) => middle - spreads[i]!),
    high: means.map((middle, i) => middle + spreads[i]!),
  };
};

await program(about, async ({ seed, quick, backend, count }) => {
  const [agents, rounds] = quick ? [5, 40] : [10, 120];
  const tick = count('train', 2 * agents, 'agents');
  const live = async (random: boolean): Promise<Lives> => {
    const lives: (readonly number[])[] = [];
    for (const i of range(agents)) {
      lives.push(await life(backend, foldIn(seed, i), rounds, random));
      tick(lives.length + (random ? agents : 0));
    }
    return lives;
  };
  const [trained, control] = [await live(false), await live(true)];

  const chance = 1 / choices;
  const summary = (lives: Lives) => {
    const scores = lives.map((right) => mean(right.slice(-last)));
    return { mean: mean(scores), deviation: deviation(scores), worst: Math.min(...scores), best: Math.max(...scores) };
  };
  const [learned, guessed] = [summary(trained), summary(control)];
  const words = (found: typeof learned): string =>
    `${percent(found.mean)} ± ${percent(found.deviation)} correct, from ${percent(found.worst)} to ${percent(found.best)}`;
  return {
    facts: [
      ['reward', words(learned)],
      ['random reward', words(guessed)],
      ['chance', percent(chance)],
      ['rounds', `${rounds} for each agent; the means are over the last ${last}`],
    ],
    data: { rounds, chance, learned, guessed },
    pictures: {
      learning: orThrow(
        linePlot(
          { reward: curve(trained), 'random reward': curve(control) },
          {
            x: 'round (four trials)',
            y: 'fraction of correct actions',
            xRange: [0, rounds],
            yRange: [0, 1],
            level: { name: 'chance', at: chance },
            title: `Learning by reward: mean and standard deviation of ${agents} agents`,
          },
        ),
      ),
    },
  };
});
