import type { Advanced, TraceSpec } from '../messages.js';
import { colourAt, lineOf, type Sheet, type Theme } from './canvas.js';
import { curve, historyOf } from './history.js';

/** How tall curves are, of few and of many, and their labels (page's pixels). */
const tallOf = (curves: number): number => (curves <= 2 ? 90 : curves <= 4 ? 62 : 34);

/** Curves one below the other, all of one layer on one scale. */
export const tracesView = (specs: readonly TraceSpec[], dt: number, span: number) => {
  const rows = Math.max(2, Math.round(span / dt));
  const histories = specs.map(({ neurons }) => historyOf(neurons.length, rows));
  const count = specs.reduce((sum, { neurons }) => sum + neurons.length, 0);
  return {
    height: count * tallOf(count),
    add: ({ traces }: Advanced): void => traces.forEach((more, k) => histories[k]!.add(more)),
    /** The range of each spec, in words. */
    ranges: (): readonly string[] =>
      specs.map(({ layer, variable }, k) => {
        const [least, most] = histories[k]!.range();
        return `${variable} of ${layer}: ${shown(least)} to ${shown(most)}`;
      }),
    draw: ({ pen, width, height, ratio }: Sheet, theme: Theme): void => {
      pen.clearRect(0, 0, width, height);
      pen.lineWidth = lineOf(ratio);
      pen.lineJoin = 'round';
      pen.font = `${11.5 * ratio}px system-ui, sans-serif`;
      const tall = height / Math.max(count, 1);
      let top = 0;
      specs.forEach(({ neurons, labels }, k) => {
        const [least, most] = histories[k]!.range();
        const scale = (tall - 16 * ratio) / (most - least || 1);
        neurons.forEach((_, column) => {
          const base = top + tall - 3 * ratio;
          pen.strokeStyle = colourAt(theme, specs.length > 1 ? k : column);
          curve(pen, histories[k]!, column, width, (value) => base - (value - least) * scale);
          pen.fillStyle = theme.faint;
          pen.fillText(labels[column] ?? '', 2 * ratio, top + 11 * ratio);
          top += tall;
        });
      });
    },
  };
};

/** A number in few digits. */
export const shown = (value: number): string =>
  Math.abs(value) >= 1000 ? value.toFixed(0) : `${Number(value.toPrecision(3))}`;
