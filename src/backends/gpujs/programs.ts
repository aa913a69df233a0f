import * as E from 'fp-ts/lib/Either.js';
import * as NEA from 'fp-ts/lib/NonEmptyArray.js';
import type { Type } from '../../core/algebra.js';
import { at, orThrow } from '../../core/faults/errors.js';
import type { Tree } from '../../core/graph/tree.js';
import type { AnyNetwork } from '../../core/network.js';
import { remembered } from '../../core/record.js';
import { asState, asTree } from '../../core/graph/step-input.js';
import type { Tensor } from '../../core/tensor.js';
import type { Program } from '../device.js';
import { withoutRings } from '../rings.js';
import { drawablesOf, oncePerSignature } from '../drawing.js';
import { mapFrame } from '../states.js';
import { compile, type Compiled } from './compile.js';
import type { Engine } from './engine.js';
import { runner, type Runner } from './execute.js';
import { onHost, type Value } from './value.js';

/** What is compiled for a network, by its inputs, and kept from session to session. It throws a FaultError for what gpu.js cannot do. */
export type CompiledNetwork = Both<(inputs: Tree<Type>) => Compiled>;
type Both<A> = Readonly<Record<'step' | 'normalise', A>>;

export const compiledNetwork = ({ name, traits }: Pick<Engine, 'name' | 'traits'>, net: AnyNetwork): CompiledNetwork =>
  mapBoth(drawablesOf(net, withoutRings), (f) =>
    oncePerSignature(f, (graph) => orThrow(E.mapLeft(NEA.map(at(`backend '${name}'`)))(compile(graph, traits)))),
  );

/** What is compiled, on the engine of a session; `constants` holds what the programs have uploaded for good. */
export const programs = (
  engine: Engine,
  constants: Map<Tensor, Value>,
  compiled: CompiledNetwork,
): Both<Program<Value>> =>
  mapBoth(compiled, (compiledFor) => {
    const runners = new Map<Compiled, Runner>();
    return {
      run: async (state, frame) => {
        const inputs = asTree({ state, frame: mapFrame(onHost, frame) });
        const program = compiledFor(inputs);
        const run = remembered(runners, program, () => runner(program, engine, constants));
        return asState(await run(inputs));
      },
      check: (state, frame) => void compiledFor(asTree({ state, frame })),
    };
  });

const mapBoth = <A, B>({ step, normalise }: Both<A>, f: (value: A) => B): Both<B> => ({
  step: f(step),
  normalise: f(normalise),
});
