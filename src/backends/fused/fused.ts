import { expectFunction } from '../../core/expect.js';
import * as E from 'fp-ts/lib/Either.js';
import type { Backend, Session } from '../../core/run/backend.js';
import { at, fault, thrown, type Faults } from '../../core/faults/errors.js';
import type { AnyNetwork } from '../../core/network.js';
import { remembered } from '../../core/record.js';
import { firstOf } from '../../core/variant.js';
import { batchOf } from '../../core/variables.js';
import { attempting } from '../attempt.js';
import { compiledNetwork, type CompiledNetwork } from './compiled-network.js';
import { finiteOn } from './finite.js';
import { shelves } from './idle.js';
import { programsOf, sharedPrograms, type Instance, type Programs } from './programs.js';
import { session } from './session.js';
import { jsTarget, timing, wasmTarget, type Memory, type Target } from './ir/target.js';

/** How many memories wait for a next run; a network that runs again after so many others makes its memory anew. */
const mostIdle = 64;

/**
 * A backend that compiles each network once for each number of rows; what it compiled goes when the network does. Networks that differ in
 * parameters only share what is compiled for them, as long as the first of them is there.
 */
const fused = <Code, M extends Memory>(target: Target<Code, M>, closed: () => void = () => {}): Backend => {
  const shelf = shelves<Instance<M>>(mostIdle);
  const networks = new WeakMap<AnyNetwork, Map<number, CompiledNetwork<Code, M>>>();
  const families = new WeakMap<AnyNetwork, Map<number, Programs<Code, M>>>();
  const networkOf = (net: AnyNetwork, batch: number): CompiledNetwork<Code, M> =>
    onceFor(networks, net, batch, () => {
      const first = firstOf(net);
      const programs =
        first === undefined
          ? programsOf(target, net, batch, shelf())
          : onceFor(families, first, batch, () => sharedPrograms(target, net, batch, shelf()));
      return compiledNetwork(target, net, batch, programs);
    });
  /** What goes wrong is a fault: of the machine, of the network, or, if it is neither, of this library. */
  const attempt = attempting((error) => {
    const sound = 'free of errors of this library (please report this one)';
    const [name, want] = target.works() ? ['the compiled step', sound] : ['the program', target.needs];
    return at(`backend '${target.name}'`)(fault('Backend', name, want, thrown(error)));
  });
  /** The same of work that has faults of its own. */
  const attemptOwn = async <A>(work: () => Promise<E.Either<Faults, A>>): Promise<E.Either<Faults, A>> => {
    const done = await attempt(work);
    return E.isLeft(done) ? done : done.right;
  };
  return {
    name: target.name,
    chunk: 64,
    ...(target.lanes === 4 && { allFinite: finiteOn(target) }),
    open: (net, state, watched) =>
      attempt((): Required<Session> => {
        const batch = batchOf(net, state);
        const opened = session(networkOf(net, batch), batch, state, watched);
        return {
          ...opened,
          advance: (frames, types) => attemptOwn(() => opened.advance(frames, types)),
          advanceBlocks: (frames) => attemptOwn(() => opened.advanceBlocks(frames)),
          end: () => attemptOwn(() => opened.end()),
          close: () => {
            opened.close();
            closed();
          },
        };
      }),
  };
};

/** What is known of a network for a number of rows, made once. */
const onceFor = <A>(known: WeakMap<AnyNetwork, Map<number, A>>, net: AnyNetwork, batch: number, make: () => A): A =>
  remembered(
    remembered(known, net, () => new Map()),
    batch,
    make,
  );

/**
 * The fast backend: each step is drawn as a graph and compiled to a few WebAssembly kernels, with vectors of four. Its
 * results equal those of `eager` to the bit.
 */
export const wasm: Backend = fused(wasmTarget);

/** The same kernels in JavaScript, for where WebAssembly or its vectors are missing; they are made with `new Function`. */
export const js: Backend = fused(jsTarget);

/** The time of one kernel in a run. */
export interface KernelTime {
  /** What it does, in words: `update by events [784, 100]`, `map [1, 100]: mul add ...`. */
  readonly kernel: string;
  readonly calls: number;
  readonly ms: number;
}

/** `wasm`, kernel by kernel: after a run it reports the time of each kernel, the slowest first. Slower than `wasm` by the time of reading a clock. */
export const profiled = (tell: (times: readonly KernelTime[]) => void): Backend => {
  expectFunction('profiled', tell, 'tell');
  const times = new Map<string, KernelTime>();
  const timed = timing(wasmTarget, (kernel, more) => {
    const { calls = 0, ms = 0 } = times.get(kernel) ?? {};
    times.set(kernel, { kernel, calls: calls + 1, ms: ms + more });
  });
  return fused(timed, () => {
    const slowest = [...times.values()].toSorted((a, b) => b.ms - a.ms);
    times.clear();
    tell(slowest);
  });
};
