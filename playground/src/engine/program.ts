import { isLeft, orThrow, type AnyNetwork, type Either, type Faults } from 'spikefold';
import type { SliderSpec, Values } from '../messages.js';
import type { Digit } from './digits.js';
import { scopeOf, type Experiment, type Said } from './scope.js';
import { programName } from './trouble.js';

/** A program that has been evaluated. */
export interface Evaluated {
  readonly experiment: Experiment;
  readonly sliders: readonly SliderSpec[];
}

/** Where the values of sliders are while the network runs. */
export type Live = Record<string, number>;

/** Imports name what is there already; exports are declarations. Lines stay where they are. */
const asScript = (code: string): string =>
  code
    .replace(/^[ \t]*import\s[^'"]*?from\s*['"]spikefold[^'"]*['"];?/gm, (found) => found.replace(/[^\n]/g, ' '))
    .replace(/^([ \t]*)export (?=const|let|function|async|class)/gm, '$1');

/** Runs the text of a program, which calls `play`. */
export const evaluate = (
  code: string,
  values: Values,
  live: Live,
  seed: number,
  digits: readonly Digit[] = [],
): Evaluated => {
  const said: Said = { sliders: [], experiment: undefined };
  const scope = scopeOf(said, values, live, seed, digits);
  // The names stand on the first line of the program, so that its lines keep their numbers.
  const source = `((${Object.keys(scope).join(',')}) => { 'use strict'; ${asScript(code)}\n})\n//# sourceURL=${programName}`;
  // To run what is typed is what the sandbox is for.
  // oxlint-disable-next-line eslint/no-eval
  const program = globalThis.eval(source) as (...scope: readonly unknown[]) => void;
  program(...Object.values(scope));
  if (said.experiment === undefined)
    throw new Error('the program must call play({ net, frames }), so that there is something to run');
  const { net, frames } = said.experiment as { readonly net?: unknown; readonly frames?: unknown };
  if (frames === undefined)
    throw new Error('play must be given frames, one for each step: frames: endless(() => silence(100)), say');
  return { experiment: { ...said.experiment, net: networkOf(net) }, sliders: said.sliders };
};

/** A network, also as `network(...)` gives it. */
const networkOf = (net: unknown): AnyNetwork => {
  const either = net as Either<Faults, AnyNetwork>;
  if (typeof net === 'object' && net !== null && '_tag' in net) return isLeft(either) ? orThrow(either) : either.right;
  if (typeof net === 'object' && net !== null && 'layers' in net) return net as AnyNetwork;
  throw new Error('play must be given net, a network: net: network({ dt: 1 }, { ... })');
};
