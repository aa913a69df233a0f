import type { Tensor } from '../../src/index.js';
import { draw, leaves, mapTree, type Graph, type Type } from '../../src/authoring.js';
import { execute, type Program } from '../support/programs.js';

/** A random program as a graph; the result of each line is an output. */
export const drawing = ({ inputs, lines }: Program): Graph =>
  draw(
    mapTree<Tensor, Type>(({ shape, dtype }) => ({ shape, dtype }), inputs),
    (A, nodes) =>
      Object.fromEntries(
        execute(
          A,
          lines,
          leaves(nodes).map(([, node]) => node),
        ).map((value, place) => [`value ${place}`, value]),
      ),
  );
