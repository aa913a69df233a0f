import type { Block, Statement, Value } from './ir.js';

/** Code without what gives locals that nothing reads. Engines would keep loads among that, as these might trap. */
export const live = (body: Block): Block => {
  const reads = new Map<number, number>();
  const count = (values: readonly Value[], by: number): void => {
    for (const value of values) if (value._tag === 'Local') reads.set(value.id, (reads.get(value.id) ?? 0) + by);
  };
  const countAll = (block: Block): void =>
    block.forEach((statement) => {
      count(operandsOf(statement), 1);
      blocksOf(statement).forEach(countAll);
    });
  const isRead = (id: number): boolean => (reads.get(id) ?? 0) > 0;
  // The last first: what it alone has read is then read no more.
  const kept = (block: Block): Block =>
    block
      .toReversed()
      .flatMap((statement): Block => {
        switch (statement._tag) {
          case 'Assign':
          case 'Apply':
          case 'Load':
          case 'LoadNarrow':
            if (isRead(statement.to.id)) return [statement];
            count(operandsOf(statement), -1);
            return [];
          case 'For':
          case 'DoWhile':
            return [{ ...statement, body: kept(statement.body) }];
          case 'If':
            return [{ ...statement, yes: kept(statement.yes), no: kept(statement.no) }];
          default:
            return [statement];
        }
      })
      .toReversed();
  countAll(body);
  return kept(body);
};

const operandsOf = (s: Statement): readonly Value[] => {
  switch (s._tag) {
    case 'Assign':
      return [s.value];
    case 'Apply':
      return s.args;
    case 'Load':
    case 'LoadNarrow':
      return [s.at];
    case 'Store':
      return [s.at, s.value];
    case 'For':
      return [s.from, s.to];
    case 'DoWhile':
      return [s.again];
    case 'If':
      return [s.condition];
    case 'Copy':
      return [s.to, s.from, s.bytes];
    case 'Fill':
      return [s.at, s.bytes];
  }
};

const blocksOf = (s: Statement): readonly Block[] =>
  s._tag === 'If' ? [s.yes, s.no] : s._tag === 'For' || s._tag === 'DoWhile' ? [s.body] : [];
