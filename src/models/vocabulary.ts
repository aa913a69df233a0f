import * as biology from './biology.js';
import * as cells from './cells.js';
import * as connections from './connections.js';
import { poissonApprox } from './encoders/poisson-approx.js';
import * as encoders from './encoders.js';
import * as learning from './learning.js';
import * as monitors from './monitors.js';
import * as networks from './networks.js';
import * as neurons from './neurons.js';
import * as nir from './nir.js';
import type { Entry } from './parameters/entry.js';
import * as patterns from './patterns.js';

type Words = Readonly<Record<string, { readonly entry: Entry }>>;

/** The public index exports these files whole; `biology`, `cells` and `nir` are subpaths, `spikefold/biology`, `spikefold/cells` and `spikefold/nir`, `poissonApprox` is public in `spikefold/bindsnet`. */
const words: readonly Words[] = [
  neurons,
  cells,
  nir,
  connections,
  patterns,
  learning,
  networks,
  biology,
  encoders,
  monitors,
  { poissonApprox },
];

/**
 * Every word of the library: what plain data can name (`fromDescription`), and what every law is held to (`test/every`). A new
 * model, connection, rule or network is exported in its file here, and thereby known to all of them. (In order of names, as
 * bundlers disagree about the order of exports.)
 */
export const vocabulary: readonly Entry[] = words
  .flatMap((named) => Object.values(named).map(({ entry }) => entry))
  .sort((one, other) => (one.name < other.name ? -1 : 1));
