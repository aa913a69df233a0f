import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import {
  bounded,
  dense,
  explain,
  initial,
  input,
  layer,
  network,
  sparse,
  traced,
  uniform,
  type AnyNetwork,
  type Faults,
  type Frame,
  type Layer,
  type Names,
  type Plan,
  type Shape,
  type Tensor,
} from '../../../src/index.js';
import { entriesOf, type AnyModel, type AnyRule, type AnyWiring, type Entry } from '../../../src/authoring.js';
import { remembered } from '../../../src/core/record.js';
import type { AnyState } from '../../support/trials.js';
import { driveOf } from './drive.js';
import { isWrapper, partsOf, type Parts } from './parts.js';

/** A network in which one entry of the vocabulary takes part, and what happens to it. */
export interface Case {
  readonly name: string;
  readonly net: AnyNetwork;
  /** Samples side by side; one where a rule takes no more. */
  readonly batch: number;
  readonly start: AnyState;
  readonly frames: readonly Frame<Tensor>[];
}

type Built = E.Either<Faults, AnyNetwork>;

const image: Shape = [2, 3, 3];
const layerShape: Shape = [2, 3];

const X: Layer<string> = layer(image, traced(input(), { additive: true }));

const joined = (Y: Layer<string>, wiring: AnyWiring, rule?: AnyRule, dt = 1): Built =>
  network<Names, Names>({ dt }, { X, Y }, () => ({
    XY: { from: 'X', to: 'Y', wiring, ...(rule && { rule }) } satisfies Plan<string>,
    ...Object.fromEntries(
      Y.receptors.map((receptor, place) => [
        `X${receptor}`,
        { from: 'X', to: 'Y', receptor, wiring: dense(uniform(place, 0, 0.2)) },
      ]),
    ),
  }));

const apart = (Y: Layer<string>, dt: number): Built => network<Names, Names>({ dt }, { X, Y });

/** Weights that make neurons spike now and then. */
const strong = (seed: number): AnyWiring => dense(uniform(seed, 0, 4));

/** Traced layers of every model that stands by itself, with its defaults. */
const hostsOf = (vocabulary: readonly Entry[]): readonly AnyModel[] =>
  entriesOf(vocabulary, 'model')
    .filter((entry) => !isWrapper(entry))
    .map((entry) => traced(entry.make({})))
    .toSorted((a, b) => Number(hasVoltage(b)) - Number(hasVoltage(a)));

const hasVoltage = (model: AnyModel): boolean => 'v' in model.init;

/** A connection that learns, onto the first layer that has what its rule reads; within bounds where it needs some. */
const learning = (hosts: readonly AnyModel[], to: Shape, wiring: AnyWiring, rule: AnyRule): Built => {
  const tried = [rule, bounded(rule, -1, 8)].flatMap((of) => hosts.map((model) => [model, of] as const));
  let first: Built | undefined;
  for (const [model, of] of tried) {
    const built = joined(layer(to, model), wiring, of);
    if (E.isRight(built)) return built;
    first ??= built;
  }
  return first!;
};

/** Networks around one entry, whatever its kind; the rule finds a layer that has what it reads. */
const around = (hosts: readonly AnyModel[], parts: Parts, entry: Entry): fc.Arbitrary<() => Built> => {
  const [host] = hosts;
  switch (entry.kind) {
    case 'model':
      return fc
        .tuple(parts.modelFrom(layerShape)(entry), fc.nat(99), fc.constantFrom(1, 0.5))
        .map(([model, seed, dt]) => () => {
          const Y = layer(layerShape, model);
          const net = joined(Y, strong(seed), undefined, dt);
          // What takes no connection gets what a frame gives it.
          return E.isRight(net) ? net : apart(Y, dt);
        });
    case 'rule':
      return parts
        .ruleFrom([18, 6])(entry)
        .map((rule) => () => learning(hosts, layerShape, strong(1), rule));
    case 'connection':
      return parts
        .wiringFrom(
          image,
          layerShape,
        )(entry)
        .chain(({ wiring, to }) =>
          parts.rules(wiring(image, to).init['w']?.shape ?? [1], 0).map((rule) => () => {
            const net = learning(hosts, to, wiring, rule);
            return E.isRight(net) ? net : joined(layer(to, host!), wiring);
          }),
        );
    case 'weights':
      return parts.weightsFrom(entry).map((weights) => () => joined(layer(layerShape, host!), dense(weights)));
    case 'pattern':
      return parts
        .patternFrom(
          image,
          layerShape,
        )(entry)
        .map((pattern) => () => joined(layer(layerShape, host!), sparse(pattern, uniform(1, 0, 4))));
    case 'network':
      return parts.networkFrom(entry).map((net) => () => net);
    default:
      throw new Error(`${entry.kind} makes no networks`);
  }
};

/** Networks are drawn with the same luck every day. */
const seed = 2015;

/** How many of an entry are drawn to find some that fit: all networks do, and they are large. */
const drawsOf = ({ kind }: Entry): number => (kind === 'network' ? 3 : 30);

export interface CaseOptions {
  /** How many networks of each entry are tried; default 2. */
  readonly samples?: number;
  /** Whether there are denormal numbers in what drives them; default true. */
  readonly tiny?: boolean;
}

/**
 * Networks around every entry that makes a part of one: none is named here. An entry of which hardly anything fits into a network
 * is an error, which says why.
 */
export const casesOf = (
  vocabulary: readonly Entry[],
  { samples = 2, tiny = true }: CaseOptions = {},
): readonly Case[] =>
  remembered(
    remembered(known, vocabulary, () => new Map<string, readonly Case[]>()),
    `${samples} ${tiny}`,
    () => made(vocabulary, samples, tiny),
  );

/** Files of one worker share them. */
const known = new WeakMap<readonly Entry[], Map<string, readonly Case[]>>();

const made = (vocabulary: readonly Entry[], samples: number, tiny: boolean): readonly Case[] => {
  const [parts, hosts] = [partsOf(vocabulary), hostsOf(vocabulary)];
  return vocabulary
    .filter(({ kind }) => !['encoder', 'fold'].includes(kind))
    .flatMap((entry) =>
      netsOf(entry, samples, fc.sample(around(hosts, parts, entry), { seed, numRuns: drawsOf(entry) })).map(
        (net, place): Case => {
          const batch = takesBatch(net) ? 2 : 1;
          return {
            name: `${entry.kind} ${entry.name}, ${place + 1}`,
            net,
            batch,
            start: initial(net, { batch, seed: place }),
            frames: driveOf(net, batch, seed + place, tiny),
          };
        },
      ),
    );
};

/** Whether its rules learn from several samples at once. */
export const takesBatch = (net: AnyNetwork): boolean =>
  Object.values<{ readonly rule?: AnyRule }>(net.connections).every(
    ({ rule }) => (rule?.batchFaults?.(2) ?? []).length === 0,
  );

/** A network that takes so long to compile that one of its kind has to do. */
export const isLarge = (net: AnyNetwork): boolean => Object.keys(net.connections).length > 20;

/** The first networks that can be built. Parts that stand by themselves fit anywhere; around others, or over windows, some do not. */
const netsOf = (entry: Entry, samples: number, tried: readonly (() => Built)[]): readonly AnyNetwork[] => {
  const nets: AnyNetwork[] = [];
  for (const build of tried) {
    const built = build();
    if (E.isRight(built)) {
      // The first learns from a batch.
      if (nets.length > 0 || takesBatch(built.right)) nets.push(built.right);
    } else if (build === tried.at(-1) || (!isWrapper(entry) && entry.kind !== 'connection'))
      throw new Error(`${entry.kind} '${entry.name}': ${built.left.map(explain).join('; ')}`);
    if (nets.length === samples || nets.some(isLarge)) return nets;
  }
  if (nets.length === 0) throw new Error(`${entry.kind} '${entry.name}': nothing of it learns from a batch`);
  return nets;
};
