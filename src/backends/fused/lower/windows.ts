import type { Routine } from '../code.js';
import type { Windows } from '../windows/windows.js';
import type { Context } from './context.js';
import { lowerSpikesAtPlaces, spikesAtPlacesBytes } from './spikes-at-places.js';
import { lowerSpikesInWindows, spikesInWindowsBytes } from './spikes-in-windows.js';
import { lowerWindowsAtSpikes, windowsAtSpikesBytes } from './windows-at-spikes.js';

/** A contraction of what is gathered, by what it looks like. */
export const lowerWindows = (plan: Windows, context: Context): Routine => {
  switch (plan.by) {
    case 'spikes in windows':
      return lowerSpikesInWindows(plan, context);
    case 'windows at spikes':
      return lowerWindowsAtSpikes(plan, context);
    case 'spikes at places':
      return lowerSpikesAtPlaces(plan, context);
  }
};

/** How much scratch memory it takes. */
export const windowsBytes = (plan: Windows, lanes: 1 | 4): number => {
  switch (plan.by) {
    case 'spikes in windows':
      return spikesInWindowsBytes(plan, lanes);
    case 'windows at spikes':
      return windowsAtSpikesBytes(plan);
    case 'spikes at places':
      return spikesAtPlacesBytes(plan);
  }
};
