import { quickLaw } from '../support/law.js';
import { expectFaithful } from './support/compiled.js';
import { steps } from './support/graphs.js';

quickLaw(
  'a compiled graph gives what eager gives, to the bit, step after step',
  [steps],
  ({ graph, given, repeats }) => expectFaithful(graph, given, repeats ? [new Map(), new Map()] : []),
  600,
);
