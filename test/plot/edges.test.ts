import { join } from 'node:path';
import { expect, test } from 'vitest';
import { orThrow } from '../../src/index.js';
import * as plots from '../../src/plot.js';
import { edges } from './support/edges.js';
import { shapesOf } from './support/shapes.js';

// A change that is meant: look at the pictures (npx tsx test/plot/support/write-edges.ts), then run this file with -u.
test.each(Object.entries(edges))(
  '%s has its shapes in their places at the edges of its layout',
  async (plot, drawn) => {
    const shapes = Object.entries(drawn).map(([name, made]) => `# ${name}\n${shapesOf(orThrow(made))}\n`);
    await expect(shapes.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, 'support', 'edges', `${plot}.txt`));
  },
);

test('every plot is drawn at its edges', () => {
  const names = Object.keys(plots).filter((name) => name.endsWith('Plot'));
  expect(Object.keys(edges).toSorted()).toEqual(names.toSorted());
});
