import { parseSync } from 'vite';

/** A small change of a program that its tests should notice. */
export interface Mutant {
  readonly start: number;
  readonly end: number;
  /** What stands there instead. */
  readonly text: string;
  readonly kind: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [name: string]: unknown;
}

/** Operators and what takes their place. */
const swaps: Readonly<Record<string, string>> = Object.fromEntries(
  `+ - | - + | * / | / * | % * | ** * | < <= | <= < | > >= | >= > | === !== | !== === | && || | || && | ?? && | << >> | >> << | >>> <<
   += -= | -= += | *= /= | /= *=`
    .split(/ \| |\n/)
    .map((pair) => pair.trim().split(' ')),
);

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const partsOf = (node: Node): readonly Node[] => Object.values(node).flat().filter(isNode);

const programOf = (code: string): Node => parseSync('file.ts', code).program as unknown as Node;

/** Types are no program. */
const isType = ({ type }: Node): boolean =>
  type.startsWith('TS') && !['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'].includes(type);

const elementsOf = (node: Node): readonly (Node | null)[] => (node['elements'] ?? []) as readonly (Node | null)[];

/** In a row of a table of parameters, `[20, positive, [2, 40]]`, between which values tests look: no program either. */
const isUsual = (node: Node, row: Node): boolean => {
  const [, constraint, usual] = elementsOf(row);
  const isConstraint = ['Identifier', 'CallExpression', 'MemberExpression'].includes(constraint?.type ?? '');
  return node === usual && isConstraint && elementsOf(node).length === 2;
};

/** The changes of one node: as mutation testers usually make them. */
const changesOf = (node: Node, code: string): readonly Mutant[] => {
  const at = (of: { readonly start: number; readonly end: number }, text: string, kind: string): Mutant => ({
    start: of.start,
    end: of.end,
    text,
    kind,
  });
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression': {
      const [left, right] = [node['left'] as Node, node['right'] as Node];
      const operator = node['operator'] as string;
      const other = swaps[operator];
      const place = code.indexOf(operator, left.end);
      return other === undefined || place < 0 || place > right.start
        ? []
        : [at({ start: place, end: place + operator.length }, other, `${operator} as ${other}`)];
    }
    case 'ConditionalExpression':
    case 'IfStatement':
      return ['true', 'false'].map((text) => at(node['test'] as Node, text, `condition ${text}`));
    case 'UnaryExpression':
      return node['operator'] === '!' || node['operator'] === '-'
        ? [at({ start: node.start, end: (node['argument'] as Node).start }, '', `no ${node['operator']}`)]
        : [];
    case 'UpdateExpression':
      return [
        at(
          node,
          code.slice(node.start, node.end).replace(node['operator'] as string, node['operator'] === '++' ? '--' : '++'),
          'update',
        ),
      ];
    case 'Literal': {
      const { value } = node;
      if (typeof value === 'boolean') return [at(node, String(!value), `${String(value)} as ${String(!value)}`)];
      return typeof value === 'number'
        ? [at(node, value === 0 ? '1' : `(${code.slice(node.start, node.end)} + 1)`, 'number')]
        : [];
    }
    case 'ExpressionStatement':
      return (node['expression'] as Node).type === 'CallExpression' ? [at(node, ';', 'no statement')] : [];
    case 'ArrayExpression':
      return (node['elements'] as readonly unknown[]).length > 0 ? [at(node, '[]', 'empty array')] : [];
    default:
      return [];
  }
};

/** The name of a function by what it stands in, as engines have it: of a variable, a property or its own. */
const nameOf = (node: Node, parent: Node | undefined): string | undefined => {
  if (!['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration'].includes(node.type)) return undefined;
  const named = [node['id'], parent?.type === 'VariableDeclarator' ? parent['id'] : undefined];
  if (parent?.type === 'Property') named.push(parent['key']);
  return named.filter(isNode).map((id) => (id['name'] ?? id['value']) as string | undefined)[0];
};

/** The name of the innermost function with a name around a place in a program; undefined outside of all. */
export const functionAround = (code: string, place: number): string | undefined => {
  let name: string | undefined;
  const visit = (node: Node, parent?: Node): void => {
    if (place < node.start || place >= node.end) return;
    name = nameOf(node, parent) ?? name;
    for (const part of partsOf(node)) visit(part, node);
  };
  visit(programOf(code));
  return name;
};

/** All mutants of a program in TypeScript, in order. */
export const mutantsOf = (code: string): readonly Mutant[] => {
  const found: Mutant[] = [];
  const visit = (node: Node): void => {
    if (isType(node) || node.type === 'ImportDeclaration') return;
    found.push(...changesOf(node, code));
    for (const part of partsOf(node)) if (!isUsual(part, node)) visit(part);
  };
  visit(programOf(code));
  return found.toSorted((a, b) => a.start - b.start || a.end - b.end);
};

export const mutated = (code: string, { start, end, text }: Mutant): string =>
  code.slice(0, start) + text + code.slice(end);
