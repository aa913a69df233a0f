import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { drawTable } from '../../../src/sweep/cli/draw-table.js';
import { filtered } from '../../../src/sweep/cli/filter.js';
import { showCommand } from '../../../src/sweep/cli/show.js';
import { sweepCommand } from '../../../src/sweep/cli/sweep.js';
import { sorted, type Table } from '../../../src/sweep/cli/table.js';
import { workCommand } from '../../../src/sweep/cli/work.js';
import { door, inner, type Door } from './door.js';

const commands = [sweepCommand, showCommand, workCommand];
const options = '--into --workers --redis --queue --seed --limit --sort --filter --columns --csv --concurrency --lock';

/** Words of command lines; none of them is a file, or a server that answers. */
const word = fc.oneof(
  fc.constantFrom(...options.split(' ')),
  fc.constantFrom(
    '',
    '-',
    '--',
    '--no',
    '-x',
    'x:',
    '0',
    '-1',
    '1e9',
    'NaN',
    '\u0000',
    'nowhere',
    'nowhere.json',
    'nowhere.ts',
  ),
  fc.string({ maxLength: 6 }).map((text) => `?${text}`),
);

/** Lines of a command are short and none is of the engine. */
const badly = (text: string): string | undefined =>
  text === '' || text.length > 1000 || inner.test(text) ? `badly said: ${text.slice(0, 300)}` : undefined;

const lines = door({
  name: 'command lines of spikefold sweep, show and work',
  usual: 20_000,
  inputs: fc.tuple(fc.nat(commands.length - 1), fc.array(word, { maxLength: 6 })),
  enter: async ([which, argv]) => {
    let said = '';
    const tell = (text: string): void => void (said += text);
    const terminal = { out: tell, err: tell, columns: 80, isTerminal: false, onStop: () => undefined };
    try {
      const status = await commands[which]!.run(argv, terminal);
      return status === 2 ? badly(said) : `status ${status}: ${said}`;
    } catch (error) {
      return `threw ${String((error as Error).stack).slice(0, 400)}`;
    }
  },
});

const cell = fc.oneof(
  fc.constantFrom(undefined, 0, -0, 1e300, Number.NaN, '', 'x', 'a\nb'),
  fc.string({ maxLength: 90 }),
);
const tables: fc.Arbitrary<Table> = fc.array(fc.tuple(cell, cell, cell), { maxLength: 4 }).map((rows) => ({
  columns: ['tau', 'a.b', 'accuracy'],
  arrays: new Set(['a.b']),
  rows,
}));
const condition = fc
  .tuple(
    fc.constantFrom('tau', 'a.b', 'no', ''),
    fc.constantFrom('=', '!=', '<', '<=', '>', '>=', '~'),
    fc.string({ maxLength: 4 }),
  )
  .map((parts) => parts.join(''));

const shownTables = door({
  name: 'tables of results under any conditions, in any width',
  usual: 50_000,
  inputs: fc.tuple(
    tables,
    fc.oneof(condition, fc.string({ maxLength: 12 })),
    fc.integer({ min: 1, max: 120 }),
    fc.boolean(),
  ),
  enter: ([table, conditions, columns, down]) => {
    try {
      const kept = filtered(table, conditions);
      if (E.isLeft(kept)) return badly(kept.left);
      const text = drawTable(sorted(kept.right, 'tau', down), columns);
      const widest = Math.max(...text.split('\n').map((line) => line.length));
      return columns >= 40 && widest > columns ? `${widest} columns of ${columns}` : undefined;
    } catch (error) {
      return `threw ${String((error as Error).stack).slice(0, 400)}`;
    }
  },
});

export const commandDoors: readonly Door[] = [lines, shownTables];
