import type * as E from 'fp-ts/lib/Either.js';
import { shown } from '../../core/faults/shown.js';
import { oneOf, refused, type FaultError, type Faults } from '../../core/faults/errors.js';
import type { Source } from '../../core/run/source.js';
import { isShape, size, type Shape } from '../../core/shape.js';
import { isGroup, itemAt, type AnyGroup } from '../hdf5/array.js';
import { numbersAt } from '../hdf5/numbers-at.js';
import { readPaths } from '../hdf5/read.js';
import { readFile } from '../placed.js';
import { binNames, type BinOptions } from './binned.js';
import { listed } from './lists.js';
import { timeUnits, type TimeUnit } from './time-units.js';

/** The layer and the population of a SONATA file, and how its spikes become steps. */
export interface SonataOptions extends BinOptions {
  /** The shape of the layer. */
  readonly shape: Shape;
  /** The population whose spikes are read; not needed where the file has one only. */
  readonly population?: string;
}

const place = 'sonataSpikes';
const wrong = (what: string, want: string, got: string): FaultError => refused(place, what, want, got, 'Data');

/** What a population has; in old files `/spikes` itself. */
const nodeIds = ['node_ids', 'gids'] as const;
const paths = ['timestamps', ...nodeIds].flatMap((name) => [`spikes/${name}`, `spikes/*/${name}`]);

/**
 * The spikes of a population in a SONATA file (HDF5, as BMTK, libsonata and PyNN write it): `timestamps` in the unit of their attribute `units` (ms without one) and `node_ids` (or `gids`, in old
 * files) of `/spikes/POPULATION`, in any order. It never throws. https://github.com/AllenInstitute/sonata, "Spike file".
 */
export const sonataSpikes = (bytes: Uint8Array, options: SonataOptions): Promise<E.Either<Faults, Source>> =>
  readFile({ place, names: [...binNames, 'shape', 'population'] }, bytes, options, async (bytes) => {
    const { shape, population, ...bins } = options;
    if (!isShape(shape)) throw wrong('shape', 'the shape of the layer, such as [100]', shown(shape));
    const group = spikesOf(await readPaths(bytes, paths), population);
    const [factor, divisor] = timeUnits[unitOf(group)];
    const times = numbersAt(place, group, 'timestamps').map((time) => (time * factor) / divisor);
    const nodes = numbersAt(place, group, ...nodeIds);
    if (times.length !== nodes.length)
      throw wrong('node_ids', `${times.length}, as there are timestamps`, `${nodes.length}`);
    const outside = nodes.find((node) => !(Number.isInteger(node) && node >= 0 && node < size(shape)));
    if (outside !== undefined)
      throw wrong('node_ids', `whole numbers below ${size(shape)}, as the shape says`, `${outside}`);
    const never = times.find((time) => !Number.isFinite(time));
    if (never !== undefined) throw wrong('timestamps', 'finite', `${never}`);
    return listed(place, times, nodes, shape, bins);
  });

/** The group with a population's spikes; in old files it is `/spikes` itself. */
const spikesOf = (root: AnyGroup, population: string | undefined): AnyGroup => {
  const spikes = root.members.get('spikes');
  if (spikes === undefined || !isGroup(spikes)) throw wrong("'spikes'", 'a group', spikes ? 'a dataset' : 'none');
  if (population === undefined && spikes.members.has('timestamps')) return spikes;
  const groups = [...spikes.members].flatMap(([name, item]) => (isGroup(item) ? [[name, item] as const] : []));
  const found = groups.filter(([name]) => population === undefined || name === population);
  if (found.length === 1) return found[0]![1];
  const names = oneOf(groups.map(([name]) => name));
  throw wrong('population', names, population === undefined ? 'none' : `'${population}'`);
};

/** The names of the units of time in files. */
const unitNames: Readonly<Record<TimeUnit, RegExp>> = {
  s: /^s(ec(ond)?s?)?$/,
  ms: /^m(illi)?s(ec(ond)?s?)?$/,
  us: /^(u|\u00b5|\u03bc|micro)s(ec(ond)?s?)?$/,
  ns: /^n(ano)?s(ec(ond)?s?)?$/,
};

/** The unit of the times; the format asks for the attribute, old files lack it. */
const unitOf = (group: AnyGroup): TimeUnit => {
  const said = itemAt(group, 'timestamps')?.textAttribute?.('units');
  if (said === undefined) return 'ms';
  const found = (Object.keys(unitNames) as TimeUnit[]).find((unit) => unitNames[unit].test(said.trim().toLowerCase()));
  if (found === undefined) throw wrong("units of 'timestamps'", oneOf(Object.keys(unitNames)), shown(said));
  return found;
};
