import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { cellsOfBoth, differencesOf } from './support/differences.js';
import { currentExp } from '../../src/cells.js';
import {
  delayed,
  dense,
  eager,
  filled,
  initial,
  input,
  layer,
  monitor,
  network,
  orThrow,
  record,
  run,
  tensor,
  type Tensor,
} from '../../src/index.js';
import { textOf } from './support/recorded.js';

const page = readFileSync(resolve(import.meta.dirname, '..', '..', 'docs', 'simulators.md'), 'utf8');

test.each(cellsOfBoth)('%s differs by simulator as docs/simulators.md says', (cell) => {
  for (const set of ['default', 'other']) expect(page).toContain(differencesOf(cell, set));
});

test('times on the grid are what docs/simulators.md says', () => {
  const row = (name: string): string => page.split('\n').find((line) => line.startsWith(`| ${name}`))!;
  const timing = (name: string) =>
    JSON.parse(textOf(`timing.${name}`)) as {
      refractory: Readonly<Record<string, number>>;
      delay: Readonly<Record<string, number | readonly number[]>>;
      steps?: Readonly<Record<string, number>>;
    };
  const cells = (name: string) =>
    row(name)
      .split('|')
      .map((cell) => cell.trim());
  const places = { brian2: 2, neuron: 3, 'pynn-neuron': 5, 'pynn-brian2': 6 };
  for (const [name, place] of Object.entries(places)) {
    const { refractory, delay, steps } = timing(name);
    expect(cells('refractory 5 ms')[place], name).toMatch(new RegExp(`^${refractory['5.0']}\\b`));
    expect(cells('refractory .1')[place], name).toBe(
      [0.1, 0.15, 0.25, 0.35].map((t) => refractory[String(t)]).join(' '),
    );
    // The first sample of v that differs is one step after what a current has in it; Brian2's by the second of its numbers.
    const late = Object.values(delay).map((value) => (typeof value === 'number' ? value : value[1]!));
    const first = name.endsWith('brian2') ? 2 : 1;
    expect(cells('delay 0')[place], name).toBe(late.map((value) => value - first).join(' '));
    if (steps) expect(cells('run(.14)')[place], name).toBe(['0.14', '0.15', '0.25'].map((t) => steps[t]).join(' '));
  }
});

/** Steps from the end of the step of a spike until it is in a receptor here, at steps of 0.1 ms; 'error' where a delay is refused. */
const stepsOf = async (delay: number): Promise<string> => {
  const wiring = dense(filled([1, 1], 1));
  const net = network({ dt: 0.1 }, { X: layer([1], input()), Y: layer([1], currentExp()) }, (connect) => ({
    XY: connect('X', 'Y.exc', delayed(wiring, delay)),
  }));
  if (net._tag === 'Left') return 'error';
  const spike = Array.from({ length: 20 }, (_, step) => ({ inputs: { X: tensor([1], [step === 0 ? 1 : 0], 'bool') } }));
  const ran = await run(eager, net.right, initial(net.right), spike, { exc: monitor(net.right, 'Y', 'exc', record()) });
  // After step 1 what had no delay would be there.
  return String((orThrow(ran).monitors.exc as Tensor).data.findIndex((x) => x > 0) - 1);
};

test('delays here take the steps that the page says', async () => {
  const delays = [0, 0.05, 0.1, 0.15, 0.25, 0.35, 1.5];
  expect(page).toContain(`| 0 without \`delayed\`; ${(await Promise.all(delays.map(stepsOf))).join(' ')} |`);
});
