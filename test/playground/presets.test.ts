import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { digitsOf, type Digit } from '../../playground/src/engine/digits.js';
import { advanced, begun, restored, saved, tuned, type Running } from '../../playground/src/engine/simulation.js';
import { troubleOf } from '../../playground/src/engine/trouble.js';
import { presets } from '../../playground/src/presets/index.js';

const root = resolve(import.meta.dirname, '../..');
const codeOf = (id: string): string => readFileSync(`${root}/playground/src/presets/${id}.js`, 'utf8');

let digits: readonly Digit[] = [];
beforeAll(async () => {
  const packed = readFileSync(`${root}/examples/digits/data/digits.csv.gz`);
  digits = await digitsOf(packed.toString('base64'));
  expect(digits.length).toBe(1797);
});

const stepped = async (from: Running, steps: number): Promise<readonly [Running, number]> => {
  let [running, spikes] = [from, 0];
  for (const end = from.total + steps; running.total < end;) {
    const [next, seen] = await advanced(running, end - running.total, 1e9, true);
    expect(seen.ended).toBe(false);
    spikes += seen.spikes.reduce((sum, { step }) => sum + step.length, 0);
    running = next;
  }
  return [running, spikes];
};

describe('every example', () => {
  test.each(presets.map(({ id }) => id))('%s runs, and goes on as each of its sliders moves', async (id) => {
    const first = begun(codeOf(id), {}, 1, digits);
    const { dt, sliders, traces, rasters } = first.loaded;
    expect([sliders.length > 0, rasters.length > 0, traces.length > 0]).toEqual([true, true, true]);
    let [running, spikes] = await stepped(first, Math.round(150 / dt));
    expect(spikes).toBeGreaterThan(0);
    for (const { name, value, most } of sliders) {
      running = tuned(running, { [name]: (value + most) / 2 });
      expect(running.loaded.restarted).toBeUndefined();
      [running] = await stepped(running, 2);
    }
    // Through a file, and on.
    const again = restored(begun(codeOf(id), {}, 1, digits), saved(running));
    expect(again.state).toEqual(running.state);
  });
});

test('the closed loop learns by reward to look at the light, and does not without learning', async () => {
  const share = async (learning: number): Promise<number> => {
    let [running, caption] = [begun(codeOf('loop'), { learning }, 1), ''];
    while (running.total < 20_000) {
      const [next, seen] = await advanced(running, 1000, 1e9, false);
      [running, caption] = [next, seen.caption];
    }
    return Number(/(\d+) % of steps/.exec(caption)![1]);
  };
  expect(await share(2)).toBeGreaterThan(85);
  expect(await share(0)).toBeLessThan(70);
});

test('the program of the page about the playground runs', async () => {
  const page = readFileSync(`${root}/docs/playground.md`, 'utf8');
  const [, code] = /```js\n([^]*?)```/.exec(page)!;
  const [, spikes] = await stepped(begun(code!, {}, 1), 400);
  expect(spikes).toBeGreaterThan(0);
});

describe('a program', () => {
  const net = (tau: string, n = '3') => `network({ dt: 1 }, { Y: layer([${n}], lif({ tau: ${tau} })) })`;
  const whole = (made: string) =>
    `const p = sliders({ tau: [20, 5, 90, 'ms'], n: [3, 1, 9] });\nplay({ net: ${made}, frames: endless(() => frames({ Y: repeat(filled([p.n], 3), 5) })) });`;

  test('begins anew where more than parameters change, and says why', async () => {
    const [running] = await stepped(begun(whole(net('p.tau', 'p.n')), {}, 1), 20);
    expect(tuned(running, { tau: 50 }).total).toBe(20);
    const anew = tuned(running, { tau: 50, n: 5 });
    expect(anew.total).toBe(0);
    expect(anew.loaded.restarted).toMatch(/^layer 'Y': shape must be \[3\], .*got \[5\]/);
  });
  test('acts at once when a slider of its frames moves', async () => {
    const code = `const p = sliders({ input: [0, 0, 40] });\nplay({ net: ${net('20', '1')}, frames: endless(() => frames({ Y: repeat(filled([1], p.input), 5) })) });`;
    const [silent, none] = await stepped(begun(code, {}, 1), 50);
    expect(none).toBe(0);
    const [, some] = await stepped(tuned(silent, { input: 20 }), 50);
    expect(some).toBeGreaterThan(5);
  });
  test('of one seed gives the same spikes again', async () => {
    const spikesOf = async (seed: number) => (await stepped(begun(codeOf('balanced'), {}, seed), 60))[1];
    expect(await spikesOf(2)).toBe(await spikesOf(2));
    expect(await spikesOf(2)).not.toBe(await spikesOf(3));
  });
  test('may import what is there', async () => {
    const code = `import {\n  network,\n} from 'spikefold';\nexport const a = 1;\nnowhere();`;
    expect(faultOf(code)).toEqual({ message: 'ReferenceError: nowhere is not defined', line: 5 });
  });
  test.each([
    ['1;', /must call play/],
    ['play({});', /must be given frames/],
    ['play({ frames: [] });', /must be given net/],
    [`play({ net: ${net('0')}, frames: [] });`, /layer 'Y': tau must be positive/],
    [`play({ net: ${net('9')}, frames: [], show: { weights: 'XY' } });`, /show.weights must be one of/],
    [`play({ net: ${net('9')}, frames: [], show: { raster: ['Z'] } });`, /names layer 'Z'/],
    [`play({ net: ${net('9')}, frames: [], show: { traces: { Y: ['u'] } } });`, /asks for 'u' of layer 'Y'/],
    [`play({ net: ${net('9')}, frames: [], show: { traces: { Y: ['v', [7]] } } });`, /asks for neuron 7/],
    ['\n\nthrow new Error("so");', /so/],
    ['\nsliders({ a: [1, 2] });', /slider 'a' wants/],
  ])('%j is told what is wrong with it', (code, says) => expect(faultOf(code).message).toMatch(says));
  test('is told at which line', () => {
    expect(faultOf('\n\nthrow new Error("so");').line).toBe(3);
    expect(
      faultOf(`const a = 1;\nconst net = ${net('0').replace('{ Y', '{\n Y')};\nplay({ net, frames: [] });`).line,
    ).toBe(3);
  });
});

const faultOf = (code: string) => {
  try {
    begun(code, {}, 1);
  } catch (error) {
    return troubleOf(error, code);
  }
  throw new Error('it ran');
};
