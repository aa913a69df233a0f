import type { Block, Kind, Routine, Statement, Value } from './ir.js';
import { instructions } from './instructions.js';

/**
 * Routines as the source of one JavaScript function of a memory's views `f`, `i`, `h` and `u`; it returns the routines as functions. Of
 * functions in parentheses engines expect that they are called at once, and read them once instead of twice; V8 does not of arrows.
 */
export const jsSource = (routines: readonly Routine[]): string =>
  [
    "'use strict';",
    'const fround = Math.fround;',
    'const number = new Float32Array(1);',
    'const word = new Int32Array(number.buffer);',
    `return [${routines.map(({ locals, body }) => `(function () {\n${declared(locals)}${lines(body)}\n})`).join(',\n')}];`,
  ].join('\n');

const declared = (locals: readonly Kind[]): string =>
  locals.length === 0
    ? ''
    : `let ${locals.map((kind, id) => `v${id} = ${kind === 'f32' ? 'fround(0)' : '0'}`).join(', ')};\n`;

const lines = (block: Block): string => block.map(line).join('\n');

const text = (value: Value): string =>
  value._tag === 'Local' ? `v${value.id}` : Object.is(value.value, -0) ? '-0' : `${value.value}`;

const element = (kind: Kind, at: Value, offset: number): string =>
  `${kind === 'f32' ? 'f' : 'i'}[(${text(at)} + ${offset}) >>> 2]`;

const applied = (op: string, args: readonly Value[]): string => {
  const { js } = instructions[op]!;
  if (js === undefined) throw new TypeError(`there are no vectors in JavaScript: '${op}'`);
  return js.replace(/\b[abc]\b/g, (name) => text(args['abc'.indexOf(name)]!));
};

const line = (s: Statement): string => {
  switch (s._tag) {
    case 'Assign':
      return `${text(s.to)} = ${text(s.value)};`;
    case 'Apply':
      return `${text(s.to)} = ${applied(s.op, s.args)};`;
    case 'Load':
      return `${text(s.to)} = ${element(s.to.kind, s.at, s.offset)};`;
    case 'LoadNarrow':
      return s.bytes === 1
        ? `${text(s.to)} = u[(${text(s.at)} + ${s.offset}) >>> 0];`
        : `${text(s.to)} = h[(${text(s.at)} + ${s.offset}) >>> 1];`;
    case 'Store':
      return `${element(s.value.kind, s.at, s.offset)} = ${text(s.value)};`;
    case 'For': {
      const i = text(s.counter);
      return `for (${i} = ${text(s.from)}; ${i} < ${text(s.to)}; ${i} = (${i} + ${s.step}) | 0) {\n${lines(s.body)}\n}`;
    }
    case 'DoWhile':
      return `do {\n${lines(s.body)}\n} while (${text(s.again)});`;
    case 'If':
      return `if (${text(s.condition)}) {\n${lines(s.yes)}\n} else {\n${lines(s.no)}\n}`;
    case 'Copy':
      return `i.copyWithin(${text(s.to)} >>> 2, ${text(s.from)} >>> 2, (${text(s.from)} + ${text(s.bytes)}) >>> 2);`;
    case 'Fill':
      return `i.fill(0, ${text(s.at)} >>> 2, (${text(s.at)} + ${text(s.bytes)}) >>> 2);`;
  }
};
