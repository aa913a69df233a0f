import { operandsOf } from '../lower/contraction.js';
import { isLargest, type Applied } from '../nodes.js';
import { spikesAtPlaces, spikesAtSynapses, type SpikesAtPlaces } from './spikes-at-places.js';
import { spikesInWindows, type SpikesInWindows } from './spikes-in-windows.js';
import { windowsAtSpikes, type WindowsAtSpikes } from './windows-at-spikes.js';

export type Windows = SpikesInWindows | WindowsAtSpikes | SpikesAtPlaces;

/** A contraction, or a scatter, that need not wait until all windows are written out, if it is one. */
export const windowsIn = (node: Applied): Windows | undefined => {
  if (node.op === 'scatter') return spikesAtSynapses(node);
  if (node.op !== 'contract' || isLargest(node)) return undefined;
  const operands = operandsOf(node);
  const { driver, driverAxes, otherAxes, outAxes } = operands;
  const repeats = [driverAxes, otherAxes, outAxes].some((own) => new Set(own).size < own.length);
  const alone = otherAxes.some((letter) => !driverAxes.includes(letter) && !outAxes.includes(letter));
  if (driver.dtype !== 'bool' || repeats || alone) return undefined;
  return spikesInWindows(node, operands) ?? spikesAtPlaces(node, operands) ?? windowsAtSpikes(node, operands);
};
