import ts from 'typescript';
import { docOf, type Exported } from './exports.js';

/** The members of an interface as a table: name, type and meaning. */
export const membersOf = ({ declaration }: Exported, checker: ts.TypeChecker): string => {
  if (!ts.isInterfaceDeclaration(declaration) || declaration.members.length === 0) return '';
  const rows = declaration.members.map((member) => {
    const symbol = member.name && checker.getSymbolAtLocation(member.name);
    const doc = symbol === undefined ? '' : docOf(checker, symbol);
    return `| ${code(nameOf(member))} | ${code(typeOf(member))} | ${cell(doc)} |`;
  });
  return ['| member | type | meaning |', '|---|---|---|', ...rows].join('\n');
};

const nameOf = (member: ts.TypeElement): string =>
  `${member.name?.getText() ?? 'call'}${member.questionToken === undefined ? '' : '?'}`;

const typeOf = (member: ts.TypeElement): string =>
  ts.isPropertySignature(member) && member.type !== undefined ? member.type.getText() : member.getText();

const code = (text: string): string => `\`${cell(text)}\``;

/** In one line, as cells of tables are. */
const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
