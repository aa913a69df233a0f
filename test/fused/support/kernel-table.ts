import type { Block, Routine, Statement } from '../../../src/backends/fused/ir/ir.js';

const within = (of: Statement): readonly Block[] =>
  of._tag === 'If' ? [of.yes, of.no] : of._tag === 'For' || of._tag === 'DoWhile' ? [of.body] : [];
const statementsOf = (block: Block): readonly Statement[] =>
  block.flatMap((of) => [of, ...within(of).flatMap(statementsOf)]);

/** How many times the body of a statement runs, where the code says so. */
const timesOf = (of: Statement): number =>
  of._tag === 'For' && of.from._tag === 'Literal' && of.to._tag === 'Literal'
    ? Math.max(0, Math.ceil((of.to.value - of.from.value) / of.step))
    : 1;
/** How many statements run if every branch is taken, and every loop of unknown length goes round once. */
const workOf = (block: Block): number =>
  block.reduce((sum, of) => sum + 1 + timesOf(of) * within(of).reduce((inner, each) => inner + workOf(each), 0), 0);

const counted: readonly (readonly Statement['_tag'][])[] = [
  ['For', 'DoWhile'],
  ['If'],
  ['Load', 'LoadNarrow'],
  ['Store'],
  ['Apply'],
];
const widths = [6, 4, 6, 7, 11, 7, 7];

/** The names of what is counted. */
export const header = ' loops ifs loads stores operations   work    run';

/** How much code some routines are, how much they would do, and how many statements they have run. */
export const countsOf = (routines: readonly Routine[], ran: readonly number[] = []): string => {
  const tags = routines.flatMap(({ body }) => statementsOf(body)).map(({ _tag }) => _tag);
  const work = routines.reduce((sum, { body }) => sum + workOf(body), 0);
  const all = ran.length === 0 ? '' : ran.reduce((sum, one) => sum + one, 0);
  const counts = [...counted.map((of) => tags.filter((tag) => of.includes(tag)).length), work, all];
  return counts.map((count, column) => String(count).padStart(widths[column]!)).join('');
};

/** The first byte behind the memory of some routines. */
export const endOf = (routines: readonly Routine[]): number => Math.max(...routines.map(({ end }) => end));
