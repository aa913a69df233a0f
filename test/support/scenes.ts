import * as fc from 'fast-check';
import { size, vocabulary, type AnyNetwork, type Frame, type Tensor, type Wire } from '../../src/index.js';
import { anyDrive } from '../every/support/any-drive.js';
import { takesBatch } from '../every/support/cases.js';
import { networksOf, written } from '../every/support/random.js';
import { wholeIn } from './arbitraries.js';
import { drawnOnce } from './drawn-once.js';

/** A network, how many samples it runs side by side, where its noise starts, and what happens to it. */
export interface Scene {
  readonly net: AnyNetwork;
  readonly batch: number;
  readonly seed: number;
  readonly drive: readonly Frame<Tensor>[];
}

const isWeighted = ({ connections }: AnyNetwork): boolean => {
  const wires = Object.values<Wire<string>>(connections);
  return wires.length > 0 && wires.every(({ connection: { init } }) => size(init['w']?.shape ?? [0]) > 0);
};

/** Any network of the vocabulary that plain data can say and that has connections, all of them with weights. */
export const networks: fc.Arbitrary<AnyNetwork> = drawnOnce(networksOf(vocabulary).filter(isWeighted));

/** Such networks under any drive of up to 7 frames, in which no episode ends. */
export const scenesOf = (nets: fc.Arbitrary<AnyNetwork>): fc.Arbitrary<Scene> =>
  fc.tuple(nets, wholeIn(1, 3), fc.nat(100)).chain(([net, rows, seed]) => {
    const batch = takesBatch(net) ? rows : 1;
    return anyDrive(net, batch, true).map((drive) => written({ net, batch, seed, drive }));
  });

export const scenes: fc.Arbitrary<Scene> = drawnOnce(scenesOf(networks));
