import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import {
  batched,
  eager,
  frozen,
  initial,
  rested,
  rowsOf,
  size,
  zeros,
  type AnyNetwork,
  type Frame,
  type Tensor,
} from '../../src/index.js';
import { numberIn, tensorOf } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { scenes, type Scene } from '../support/scenes.js';
import { play, playScene } from '../support/trials.js';

type AnyVars = Readonly<Record<string, Tensor>>;

/** Row `b` of what a frame has for a layer, in whichever form: full, flat, or the same for all. */
const rowOf = (x: Tensor, b: number, shape: readonly number[], batch: number): Tensor => {
  const width = size(shape);
  if (x.data.length !== width * batch) return x;
  return { shape: [1, ...shape], dtype: x.dtype, data: x.data.slice(b * width, (b + 1) * width) };
};

const frameOf = (net: AnyNetwork, frame: Frame<Tensor>, b: number, batch: number): Frame<Tensor> => {
  const rows = (field: Frame<Tensor>['inputs'], shape: (name: string) => readonly number[]) =>
    Object.fromEntries(Object.entries(field ?? {}).map(([name, x]) => [name, rowOf(x!, b, shape(name), batch)]));
  const shapeOf = (name: string): readonly number[] => net.layers[name]!.shape;
  return {
    ...frame,
    inputs: rows(frame.inputs, shapeOf),
    inject: rows(frame.inject, shapeOf),
    clamp: rows(frame.clamp, shapeOf),
    unclamp: rows(frame.unclamp, shapeOf),
    draws: rows(frame.draws, (name) => drawnShape(net, name)),
  };
};

/** The shape of the random numbers that a layer draws in one batch row. */
const drawnShape = (net: AnyNetwork, name: string): readonly number[] => {
  const { model, shape } = net.layers[name]!;
  return model.noise === 'neuron' ? shape : [];
};

/** A scene in which all random numbers are given: those of the network itself differ from row to row. */
const determined: fc.Arbitrary<Scene> = scenes.chain((scene) => {
  const drawing = Object.keys(scene.net.layers).filter((name) => scene.net.layers[name]!.model.noise !== undefined);
  const draws = fc.record(
    Object.fromEntries(
      drawing.map((name) => [name, tensorOf([scene.batch, ...drawnShape(scene.net, name)], numberIn(0, 0.999))]),
    ),
  );
  return fc
    .tuple(...scene.drive.map(() => draws))
    .map((given) => ({ ...scene, drive: scene.drive.map((frame, step) => ({ ...frame, draws: given[step]! })) }));
});

describe.each(backends)('on $name', (backend) => {
  law('while nothing learns, each row of a batch runs as if it were alone', [determined], async (scene) => {
    const { batch, drive } = scene;
    const net = frozen(scene.net);
    const { monitors, state } = await playScene(backend, { ...scene, net });
    for (let b = 0; b < batch; b++) {
      const frames = drive.map((frame) => frameOf(net, frame, b, batch));
      const own = await play(backend, net, initial(net), frames);
      for (const [watched, recorded] of Object.entries(monitors)) {
        const [name, variable] = watched.split(' ') as [string, string];
        const shared =
          net.layers[name]?.model.learned?.includes(variable) ??
          net.connections[name]?.connection.learned.includes(variable);
        const rows = [...rowsOf(recorded)].map((x) => (shared ? x : rowOf(x, b, x.shape.slice(1), batch)));
        [...rowsOf(own.monitors[watched]!)].forEach((x, step) => expectSame(x, rows[step]!));
      }
      for (const [name, vars] of Object.entries(own.state.layers))
        expectSame(vars['s']!, rowOf(state.layers[name]!['s']!, b, net.layers[name]!.shape, batch));
    }
  });

  law(
    'a rested state may have another batch, and then runs as an initial one of that batch',
    [scenes],
    async (scene) => {
      const { net, batch, seed, drive } = scene;
      const other = rested(net, initial(net, { batch: batch + 1, seed }), { batch });
      const got = await play(backend, net, other, drive);
      expectSame({ ...got.state }, { ...(await playScene(backend, scene)).state });
    },
  );

  law(
    'a state of one row runs frames of many, each row starting as that one is',
    [scenes.filter(({ drive, batch }) => drive.length > 0 && batch > 1), fc.nat(3)],
    async ({ net, batch, seed, drive }, lived) => {
      const alone = drive.slice(0, lived).map((frame) => frameOf(net, frame, 0, batch));
      const { state: one } = await play(backend, net, initial(net, { seed }), alone, { normalise: false });
      const [first = {}, ...others] = drive;
      const { shape } = net.layers['L0']!;
      const telling = [{ ...first, inputs: { ...first.inputs, L0: zeros([batch, ...shape]) } }, ...others];
      const [got, want] = [
        await play(backend, net, one, telling),
        await play(backend, net, batched(net, one, batch), telling),
      ];
      expectSame({ ...got.state }, { ...want.state });
      expectSame(got.monitors, want.monitors);
    },
  );
});

describe('a state of one row as one of many', () => {
  law('has that row many times, and what is learned as it is', [scenes], async ({ net, batch, seed, drive }) => {
    const alone = drive.map((frame) => frameOf(net, frame, 0, batch));
    const { state: one } = await play(eager, net, initial(net, { seed }), alone);
    const many = batched(net, one, batch);
    expect(many.noise).toBe(one.noise);
    const parts: readonly (readonly [AnyVars, AnyVars, (variable: string) => boolean])[] = [
      ...Object.entries(net.layers).map(
        ([name, { model }]) =>
          [many.layers[name]!, one.layers[name]!, (x: string) => model.learned?.includes(x) ?? false] as const,
      ),
      ...Object.entries(net.connections).map(
        ([name, { connection }]) =>
          [many.connections[name]!, one.connections[name]!, (x: string) => connection.learned.includes(x)] as const,
      ),
    ];
    for (const [got, want, learned] of parts)
      for (const [variable, x] of Object.entries(want))
        if (learned(variable)) expect(got[variable]).toBe(x);
        else for (const row of rowsOf(got[variable]!)) expectSame({ ...row, shape: x.shape }, x);
    if (batch > 1) expect(batched(net, many, 7)).toBe(many);
  });
});
