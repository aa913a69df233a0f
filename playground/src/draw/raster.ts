import type { Advanced, RasterSpec } from '../messages.js';
import { colourAt, type Sheet, type Theme } from './canvas.js';

/** Where layers lie, one below the other: each has height by its neurons, and some in any case. */
const bandsOf = (
  specs: readonly RasterSpec[],
  height: number,
  gap: number,
): readonly (readonly [top: number, tall: number])[] => {
  const weights = specs.map(({ shown }) => Math.sqrt(shown) + 2);
  const all = weights.reduce((a, b) => a + b, 0);
  const room = height - gap * (specs.length - 1);
  let top = 0;
  return weights.map((weight) => {
    const tall = (room * weight) / all;
    const band = [top, tall] as const;
    top += tall + gap;
    return band;
  });
};

/** A raster that moves on: a ring of columns, of which new ones are drawn, and all are shown from the oldest on. */
export const rasterView = (specs: readonly RasterSpec[], dt: number, span: number) => {
  const ring = document.createElement('canvas');
  const pen = ring.getContext('2d')!;
  let at = 0;
  const dotOf = (width: number, ratio: number): number => Math.max((width * dt) / span, 1.25 * ratio);
  return {
    add: ({ steps, spikes }: Advanced, { width, height, ratio }: Sheet, theme: Theme): void => {
      if (ring.width !== width || ring.height !== height) {
        [ring.width, ring.height] = [width, height];
        at = 0;
      }
      if (width === 0) return;
      const perStep = (width * dt) / span;
      const dot = dotOf(width, ratio);
      const moved = Math.min(steps * perStep, width);
      const clear = (from: number, count: number): void => pen.clearRect(from, 0, count, height);
      const start = at % width;
      clear(Math.floor(start), Math.ceil(moved) + dot);
      if (start + moved + dot > width) clear(0, Math.ceil(start + moved + dot - width));
      const bands = bandsOf(specs, height, 6 * ratio);
      spikes.forEach(({ step, neuron }, k) => {
        const [top, tall] = bands[k]!;
        const row = tall / specs[k]!.shown;
        const size = Math.min(Math.max(row * 0.8, 1.25 * ratio), 14 * ratio);
        pen.fillStyle = colourAt(theme, k);
        for (let n = 0; n < step.length; n++) {
          if ((steps - step[n]!) * perStep > width) continue;
          const x = (at + step[n]! * perStep) % width;
          pen.fillRect(x, top + (neuron[n]! + 0.5) * row - size / 2, dot, size);
        }
      });
      at = (at + steps * perStep) % width;
    },
    draw: ({ pen: to, width, height, ratio }: Sheet, theme: Theme): void => {
      to.clearRect(0, 0, width, height);
      to.fillStyle = theme.line;
      bandsOf(specs, height, 6 * ratio).forEach(([top, tall], k) => {
        if (k + 1 < specs.length) to.fillRect(0, Math.round(top + tall + 3 * ratio), width, ratio);
      });
      if (ring.width === 0) return;
      const start = Math.round(at);
      if (start < width) to.drawImage(ring, start, 0, width - start, height, 0, 0, width - start, height);
      if (start > 0) to.drawImage(ring, 0, 0, start, height, width - start, 0, start, height);
      // The newest dots are wider than a step, and begin to be the oldest.
      to.clearRect(0, 0, Math.ceil(dotOf(width, ratio)), height);
    },
  };
};
