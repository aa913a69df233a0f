import { tilesDrawing } from '../../support/draw/tiles.js';
import type { Drawing } from '../../support/draw/svg.js';

/** Weights from 784 pixels to n neurons, `w[pixel * n + neuron]`, and the label assigned to each neuron (-1: none). */
export interface Fields {
  readonly w: Float32Array;
  readonly n: number;
  readonly assignments: readonly number[];
}

/** The weights of each neuron as a picture, with its label underneath (a dot for none). */
export const fieldsDrawing = ({ w, n, assignments }: Fields): Drawing =>
  tilesDrawing({
    size: [28, 28],
    pictures: Array.from({ length: n }, (_, neuron) => w.filter((_, place) => place % n === neuron)),
    labels: assignments.map((label) => (label < 0 ? '·' : String(label))),
    label: 'Learned weights of each neuron',
  });
