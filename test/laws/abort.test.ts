import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import {
  always,
  eager,
  frames,
  initial,
  run,
  silence,
  zeros,
  type Frame,
  type Frames,
  type Tensor,
} from '../../src/index.js';
import { yielding } from '../../src/core/run/yield.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { watchers } from '../support/monitors.js';
import { expectSame } from '../support/same.js';
import { scenes } from '../support/scenes.js';
import { play, recorders, refused } from '../support/trials.js';
import { oneLayer } from '../support/one-layer.js';

/** The same frames, with a signal that aborts when the k-th is asked for. */
const stoppedAt = (drive: readonly Frame<Tensor>[], k: number, late: boolean) => {
  const controller = new AbortController();
  const source = function* () {
    for (const [step, frame] of drive.entries()) {
      if (step === k) controller.abort();
      yield frame;
    }
  };
  const later = async function* () {
    for (const [step, frame] of drive.entries()) {
      if (step === k) {
        controller.abort();
        await new Promise(() => {});
      }
      yield frame;
    }
  };
  return { signal: controller.signal, source: late ? later() : source() };
};

describe.each(backends)('on $name', (backend) => {
  law(
    'a run that is stopped and gone on with is one run, to the bit, monitors of every kind and all',
    [scenes, fc.nat(7), fc.boolean(), fc.integer({ min: 1, max: 4 })],
    async ({ net, batch, seed, drive }, at, late, every) => {
      fc.pre(at < drive.length);
      const start = initial(net, { batch, seed });
      const ending = drive.map((frame, step) => ({ ...frame, ends: step % 3 === 1 }));
      const monitors = { ...recorders(net), ...watchers(net, every) };
      const whole = await run(backend, net, start, ending, monitors);

      const { signal, source } = stoppedAt(ending, at, late);
      const { left } = await refused(backend, net, start, source, monitors, { signal });
      expect(left.faults.map(({ _tag, place }) => [_tag, place])).toStrictEqual([['Aborted', 'run']]);
      // The frame in whose making the signal aborted was given, if it did not come later.
      expect(left.steps).toBe(late ? at : at + 1);
      expectSame(
        { ...left.state },
        { ...(await play(backend, net, start, ending.slice(0, left.steps), { normalise: false })).state },
      );
      const rest = await run(backend, net, left.state, ending.slice(left.steps), left.resume);
      if (whole._tag === 'Left' || rest._tag === 'Left') throw new Error('a run was refused');
      expectSame({ ...rest.right.state }, { ...whole.right.state });
      expect(rest.right.monitors).toStrictEqual(whole.right.monitors);
    },
  );
});

/** An async source that never gives its second value, says when that is waited for, and when it is closed. */
const stuck = <A>(first: A, waits: () => void = () => {}) => {
  const seen = { asked: 0, closed: 0 };
  const source: AsyncIterable<A> = {
    [Symbol.asyncIterator]: () => ({
      next: async () =>
        seen.asked++ === 0 ? { done: false, value: first } : new Promise(() => void setImmediate(waits)),
      return: async () => {
        seen.closed++;
        return { done: true, value: undefined };
      },
    }),
  };
  return { seen, source };
};

describe.each(backends)('stopping on $name', (backend) => {
  const net = oneLayer;
  const stopping = async (source: Frames, signal: AbortSignal) => {
    const { left } = await refused(backend, net, initial(net), source, recorders(net), { signal });
    expect(left.faults.map(({ _tag }) => _tag)).toStrictEqual(['Aborted']);
    return left;
  };

  test('does not wait for a source that is slow, and closes it', async () => {
    const controller = new AbortController();
    const { seen, source } = stuck({ inputs: { X: zeros([2]) } }, () => controller.abort(new Error('enough')));
    const left = await stopping(source, controller.signal);
    expect([left.steps, seen.closed]).toStrictEqual([1, 1]);
    expect(left.faults[0].got).toBe('enough');
  });

  test('reaches the sources of frames, also those that wait', async () => {
    const controller = new AbortController();
    const { seen, source } = stuck(zeros([2]), () => controller.abort());
    const left = await stopping(frames({ X: source }, { reward: always(1) }), controller.signal);
    expect([left.steps, seen.closed]).toStrictEqual([1, 1]);
  });

  test('before the first frame asks for none', async () => {
    const { seen, source } = stuck({});
    const left = await stopping(source, AbortSignal.abort());
    expect([left.steps, seen.asked]).toStrictEqual([0, 0]);
  });

  test('works by a timer, though all frames are there at once and never end', async () => {
    const left = await stopping(always({}), AbortSignal.timeout(20));
    expect(left.state.noise.data[2]).toBe(left.steps);
  });

  test('is not noticed where the signal stays quiet', async () => {
    const { signal } = new AbortController();
    const ran = await run(backend, net, initial(net), silence(5), recorders(net), { signal });
    expect(ran._tag === 'Right' && ran.right.steps).toBe(5);
  });
});

test('many runs wait for one signal, which stops them all, without a warning of Node', async () => {
  const warnings: Error[] = [];
  const warned = (warning: Error) => void warnings.push(warning);
  process.on('warning', warned);
  const controller = new AbortController();
  let waiting = 0;
  const waits = (): void => void (++waiting === 30 && controller.abort());
  const runs = Array.from({ length: 30 }, () =>
    run(eager, oneLayer, initial(oneLayer), stuck({}, waits).source, {}, { signal: controller.signal }),
  );
  const ends = (await Promise.all(runs)).map((ran) => ran._tag === 'Left' && ran.left.steps);
  await new Promise(setImmediate);
  process.off('warning', warned);
  expect([new Set(ends), warnings]).toStrictEqual([new Set([1]), []]);
});

test('a source is closed when a run ends early, whatever ends it', async () => {
  for (const backend of backends) {
    let closed = 0;
    const source = function* (): Generator<Frame<Tensor>> {
      try {
        yield {};
        yield { inputs: { X: zeros([3]) } };
        yield {};
      } finally {
        closed++;
      }
    };
    const { left } = await refused(backend, oneLayer, initial(oneLayer), source(), {});
    expect([left.faults.length, left.steps, closed]).toStrictEqual([1, 1, 1]);
  }
});

test('a run that waits for nothing yields to timers once in 50 ms', async () => {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  const yieldNow = yielding();
  const yields: number[] = [];
  for (; now < 200; now += 10) {
    const yielded = yieldNow();
    if (yielded !== undefined) yields.push(now);
    await yielded;
  }
  clock.mockRestore();
  expect(yields).toEqual([50, 100, 150]);
});
