import { refused } from '../../core/faults/errors.js';
import { shown } from '../../core/faults/shown.js';
import type { BinOptions } from './binned.js';
import { wrong } from './events.js';

/** How the events of a camera become spikes. */
export interface CameraOptions extends BinOptions {
  /**
   * Whether darker (0) and brighter (1) pixels are neurons of their own, `[2, height, width]` (`'apart'`, default), or the
   * same, `[1, height, width]` (`'merged'`).
   */
  readonly polarity?: 'apart' | 'merged';
}

/** The pixels of a camera as the places of a layer. */
export interface Camera {
  readonly shape: readonly [polarities: number, height: number, width: number];
  /** The place of a pixel; one outside is a `FaultError` that names the byte. */
  readonly place: (x: number, y: number, polarity: number, byte: number) => number;
}

export const camera = (
  format: string,
  height: number,
  width: number,
  polarity: CameraOptions['polarity'] = 'apart',
): Camera => {
  if (polarity !== 'apart' && polarity !== 'merged')
    throw refused(format, 'polarity', "'apart' or 'merged'", shown(polarity));
  const apart = polarity === 'apart' ? height * width : 0;
  return {
    shape: [polarity === 'apart' ? 2 : 1, height, width],
    place: (x, y, brighter, byte) => {
      if (x < width && y < height) return brighter * apart + y * width + x;
      throw wrong(format, `event at byte ${byte}`, `within ${width} x ${height} pixels`, `x ${x}, y ${y}`);
    },
  };
};
