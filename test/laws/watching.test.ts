import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import {
  eager,
  fold,
  foldAll,
  initial,
  monitor,
  orThrow,
  record,
  rolling,
  rowsOf,
  run,
  stack,
  type Backend,
  type Fold,
  type Names,
  type Observation,
  type Tensor,
} from '../../src/index.js';
import { isDue } from '../../src/authoring.js';
import { networkMonitor } from '../../src/bindsnet.js';
import { wholeIn } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { watchers } from '../support/monitors.js';
import { expectSame } from '../support/same.js';
import { scenes } from '../support/scenes.js';
import { play, recorders } from '../support/trials.js';

/** Every k-th of some values, from the k-th on. */
const eachOf = <A>(values: readonly A[], every: number): readonly A[] =>
  values.filter((_, step) => (step + 1) % every === 0);

describe.each(backends)('on $name', (backend) => {
  law(
    'a monitor of every k-th step sees those and no others, over runs that are resumed',
    [scenes, wholeIn(1, 4), fc.nat(7), fc.nat(7)],
    async ({ net, batch, seed, drive }, every, ...cuts) => {
      const [a, b] = cuts.sort((x, y) => x - y) as [number, number];
      const full = await play(backend, net, initial(net, { batch, seed }), drive, { normalise: false });
      const sampled = Object.fromEntries(
        Object.entries(recorders(net)).map(([key]) => {
          const [name, variable] = key.split(' ') as [string, string];
          return [key, monitor<Names, Names, string, Tensor>(net, name, variable, record(), { every })];
        }),
      );
      let state = initial(net, { batch, seed });
      let monitors = sampled;
      for (const part of [drive.slice(0, a), drive.slice(a, b), drive.slice(b)]) {
        const ran = await play(backend, net, state, part, { monitors, normalise: false });
        ({ state } = ran);
        monitors = ran.resume as typeof sampled;
      }
      for (const [key, { fold }] of Object.entries(monitors)) {
        const want = eachOf([...rowsOf(full.monitors[key]!)], every);
        const got = fold.done();
        expect(got.shape[0]).toBe(want.length);
        expect(Array.from(got.data)).toStrictEqual(Array.from(stack(want).data));
      }
    },
  );

  law(
    'a value leaves the backend when it is due, and only then',
    [scenes, wholeIn(1, 3), fc.nat(3)],
    async ({ net, batch, seed, drive }, every, since) => {
      const watches = [
        { of: 'L0', variable: 's', every, since },
        { of: 'L1', variable: 's' },
      ];
      const quiet = drive.map(({ ends }) => ({ ...(ends !== undefined && { ends }) }));
      const session = orThrow(await backend.open(net, initial(net, { batch, seed }), watches));
      const seen: Observation[] = [];
      for (const frame of quiet) {
        const advanced = await session.advance([frame]);
        if (E.isRight(advanced)) seen.push(...advanced.right);
      }
      session.close();
      expect(seen.map((observed) => observed.map((x) => x !== undefined))).toStrictEqual(
        quiet.map((_, step) => [isDue(watches[0]!, step + 1), true]),
      );
    },
    20,
  );

  law(
    'a monitor of some neurons has theirs, and none of the others',
    [scenes, fc.array(fc.nat(99), { minLength: 1, maxLength: 3 })],
    async ({ net, batch, seed, drive }, chosen) => {
      const all = recorders(net);
      const start = initial(net, { batch, seed });
      const only = Object.fromEntries(
        Object.keys(all).map((key) => {
          const [name, variable] = key.split(' ') as [string, string];
          const x = (start.layers[name] ?? start.connections[name]!)[variable]!;
          const learned = (net.layers[name]?.model.learned ?? net.connections[name]?.connection.learned ?? []).includes(
            variable,
          );
          const width = learned ? x.data.length : x.data.length / batch;
          const places = chosen.map((place) => place % width);
          return [key, { width, places, learned, name, variable }];
        }),
      );
      const ran = orThrow(
        await run<Names, Names, ReturnType<typeof recorders>>(backend, net, start, drive, {
          ...all,
          ...Object.fromEntries(
            Object.entries(only).map(([key, { name, variable, places }]) => [
              `some ${key}`,
              monitor<Names, Names, string, Tensor>(net, name, variable, record(), { only: places }),
            ]),
          ),
        }),
      );
      for (const [key, { width, places, learned }] of Object.entries(only)) {
        const [whole, some] = [ran.monitors[key]!, ran.monitors[`some ${key}`]!];
        const rows = whole.data.length / width;
        expect(Array.from(some.data)).toStrictEqual(
          Array.from({ length: rows }, (_, row) => places.map((place) => whole.data[row * width + place]!)).flat(),
        );
        const each = learned ? [places.length] : [batch, places.length];
        expect(some.shape).toStrictEqual(drive.length === 0 ? [0] : [drive.length, ...each]);
      }
    },
  );

  law(
    'a network monitor has what recorders of its parts have, all steps or the last',
    [scenes, wholeIn(1, 4), wholeIn(1, 3)],
    async ({ net, batch, seed, drive }, last, every) => {
      const variables = ['v', 's', 'w', 'x', 'refrac'];
      const monitors = {
        whole: networkMonitor(net),
        some: networkMonitor(net, { layers: ['L1'], connections: [], variables, last, every }),
      };
      const start = initial(net, { batch, seed });
      const { whole, some } = orThrow(await run(backend, net, start, drive, monitors)).monitors;
      const want = (await play(backend, net, start, drive)).monitors;
      expect(whole.rows).toBe(drive.length);
      expect(Object.keys(whole.of)).toStrictEqual([...Object.keys(net.layers), ...Object.keys(net.connections)]);
      const named = Object.entries(whole.of).flatMap(([name, vars]) =>
        Object.entries(vars ?? {}).map(([variable, x]) => [`${name} ${variable}`, x!] as const),
      );
      expect(named.map(([key]) => key).sort()).toStrictEqual(
        Object.keys(want)
          .filter((key) => ['v', 's', 'w'].includes(key.split(' ')[1]!))
          .sort(),
      );
      for (const [key, x] of named) expectSame(x, want[key]!);

      expect(some.rows).toBe(Math.min(last, Math.floor(drive.length / every)));
      expect(Object.keys(some.of)).toStrictEqual(['L1']);
      for (const [variable, x] of Object.entries(some.of['L1']!)) {
        const rows = foldAll(rolling(last), eachOf([...rowsOf(want[`L1 ${variable}`]!)], every)).done();
        expect(Array.from(x!.data)).toStrictEqual(Array.from(rows.data));
        expect(x!.shape).toStrictEqual(rows.shape);
      }
      expect(Object.keys(some.of['L1']!).sort()).toStrictEqual(
        net.layers['L1']!.variables.filter((variable) => variables.includes(variable)).sort(),
      );
    },
  );

  law(
    'a run of two parts is one, for a monitor of every kind; and none of them is changed by it',
    [scenes, fc.nat(7), wholeIn(1, 3)],
    async ({ net, batch, seed, drive }, cut, every) => {
      const monitors = watchers(net, every);
      const start = initial(net, { batch, seed });
      const go = async (from: typeof start, part: typeof drive, of: typeof monitors) =>
        orThrow(await run(backend, net, from, part, of, { normalise: false }));
      const whole = await go(start, drive, monitors);
      const first = await go(start, drive.slice(0, cut), monitors);
      const second = await go(first.state, drive.slice(cut), first.resume);
      expect(second.monitors).toStrictEqual(whole.monitors);
      expect((await go(start, drive, monitors)).monitors).toStrictEqual(whole.monitors);
    },
  );
});

/** A backend that reads back everything after every step. */
const generous: Backend = {
  ...eager,
  name: 'generous',
  open: (net, state, watched) =>
    eager.open(
      net,
      state,
      watched.map(({ of, variable }) => ({ of, variable })),
    ),
};

law(
  'a monitor with several watches gets each when it is due, whatever the backend reads back',
  [scenes, wholeIn(1, 3), wholeIn(1, 3)],
  async ({ net, batch, seed, drive }, a, b) => {
    const due: Fold<Observation, readonly string[]> = fold<readonly string[], Observation, readonly string[]>(
      [],
      (seen, observed) => [...seen, observed.map((x) => (x === undefined ? '-' : 'x')).join('')],
      (seen) => seen,
    );
    const watches = [
      { of: 'L0', variable: 's', every: a },
      { of: 'L1', variable: 's', every: b },
    ];
    for (const backend of [...backends, generous]) {
      const ran = await run(backend, net, initial(net, { batch, seed }), drive, { due: { watches, fold: due } });
      expect(orThrow(ran).monitors.due).toStrictEqual(
        drive
          .map((_, step) => [a, b].map((every) => ((step + 1) % every === 0 ? 'x' : '-')).join(''))
          .filter((pattern) => pattern !== '--'),
      );
    }
  },
);
