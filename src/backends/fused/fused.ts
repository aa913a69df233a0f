import * as E from 'fp-ts/lib/Either.js';
import type { Backend } from '../../core/backend.js';
import type { Names, Network } from '../../core/network.js';
import { batchOf } from '../../core/state.js';
import { plant, type Plant } from './machine.js';
import { session } from './session.js';
import { jsTarget, wasmTarget, type Memory, type Target } from './target.js';

/** A backend that compiles each network once for each number of rows; what it compiled goes when the network does. */
const fused = <Code, M extends Memory>(target: Target<Code, M>): Backend => {
  const plants = new WeakMap<Network<Names, Names>, Map<number, Plant<Code, M>>>();
  const plantOf = (net: Network<Names, Names>, batch: number): Plant<Code, M> => {
    const known = plants.get(net) ?? new Map<number, Plant<Code, M>>();
    plants.set(net, known);
    const found = known.get(batch) ?? plant(target, net, batch);
    known.set(batch, found);
    return found;
  };
  return {
    name: target.name,
    chunk: 64,
    open: async (net, state, watched) => {
      const batch = batchOf(net, state);
      return E.right(session(plantOf(net, batch), batch, state, watched, ({ all }) => all()));
    },
  };
};

/**
 * The fast backend: each step is drawn as a graph and compiled to a few WebAssembly kernels, with vectors of four. It gives what
 * `eager` gives, to the bit.
 */
export const wasm: Backend = fused(wasmTarget);

/** The same kernels in JavaScript, where WebAssembly or its vectors are missing; they are made with `new Function`. */
export const js: Backend = fused(jsTarget);
