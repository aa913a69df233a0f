import { fileURLToPath } from 'node:url';
import { explain, isLeft, orThrow } from 'spikefold';
import { heatMapPlot } from 'spikefold/plot';
import { gather, grid, sweep } from 'spikefold/sweep';
import { percent } from './support/numbers.js';
import { program } from './support/program.js';

const about = {
  name: 'sweep',
  does: 'Trains the digits job with twelve settings, inhibition and learning rate, over threads; or over workers on Redis, which are started with: npx spikefold work --redis URL --queue NAME. Draws the accuracy of each.',
  quick: 'four settings of 20 neurons, 250 training and 100 test digits, instead of twelve of 100, 1297 and 500',
  numbers: { workers: { does: 'threads', otherwise: 2 } },
};

const all = { inhibition: [30, 60, 90, 120], nu: [3e-3, 1e-2, 3e-2] };
const few = { inhibition: [30, 120], nu: [3e-3, 3e-2] };

await program(about, async ({ seed, quick, backend: { name: backend }, count, number }) => {
  const size = quick ? { neurons: 20, train: 250, test: 100 } : { neurons: 100, train: 1297, test: 500 };
  const { inhibition, nu } = quick ? few : all;
  const settings = grid({ inhibition, nu }).map((setting) => ({ ...setting, backend, ...size }));
  const tick = count('sweep', settings.length, 'settings');
  const progress = ({ done }: { readonly done: number }): void => tick(done);
  const job = fileURLToPath(new URL('jobs/digits.ts', import.meta.url));
  const outcomes = orThrow(
    await gather(
      sweep<(typeof settings)[number], { readonly allActivity: number }>(
        job,
        settings,
        { workers: number('workers') },
        { seed, progress },
      ),
    ),
  );
  const accuracies = outcomes.map(({ result }) => (isLeft(result) ? Number.NaN : result.right.allActivity));
  const best = outcomes[accuracies.indexOf(Math.max(...accuracies))]!;
  return {
    facts: [
      [
        'best',
        `${percent(Math.max(...accuracies))}: inhibition ${best.point.inhibition} mV, learning rate ${best.point.nu}`,
      ],
      ['worst', percent(Math.min(...accuracies))],
      ['chance', percent(0.1)],
      ...outcomes.flatMap(({ result }) => (isLeft(result) ? [['failed', explain(result.left[0])] as const] : [])),
    ],
    data: { best: Math.max(...accuracies), worst: Math.min(...accuracies), points: outcomes.length, accuracies },
    pictures: {
      accuracy: orThrow(
        heatMapPlot(
          accuracies.map((accuracy) => Math.round(accuracy * 1000) / 10),
          {
            title: 'The digits job by its settings',
            x: 'learning rate of postsynaptic spikes',
            columns: nu,
            y: 'inhibition (mV)',
            rows: inhibition,
            z: 'test accuracy (%)',
          },
        ),
      ),
    },
  };
});
