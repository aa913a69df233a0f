import { format } from 'prettier';
import ts from 'typescript';
import type { Exported } from './exports.js';

/** How a value is called or a type is written, as TypeScript. */
export const signatureOf = async (of: Exported, checker: ts.TypeChecker): Promise<string> => {
  const { declaration, name } = of;
  if (ts.isInterfaceDeclaration(declaration)) return tidy(headOf(declaration));
  if (of.isType) return tidy(declaration.getText().replace(/^export /, ''));
  if (ts.isSourceFile(declaration)) return tidy(`const ${name}: { ${valuesOf(declaration, checker).join('; ')} }`);
  const arrow = arrowOf(declaration);
  if (arrow !== undefined) return tidyFunction(name, written(arrow));
  const signatures = checker.getTypeAtLocation(declaration).getCallSignatures();
  if (signatures.length > 0)
    return (await Promise.all(signatures.map((one) => tidyFunction(name, checked(one, declaration, checker))))).join(
      '\n',
    );
  return tidy(`const ${name}: ${shortType(checker, checker.getTypeAtLocation(declaration), declaration)}`);
};

/** The values that a file exports, by name. */
const valuesOf = (file: ts.SourceFile, checker: ts.TypeChecker): readonly string[] =>
  checker
    .getExportsOfModule(checker.getSymbolAtLocation(file)!)
    .filter(({ flags }) => (flags & ts.SymbolFlags.Value) !== 0)
    .map(({ name }) => name)
    .sort();

/** The function that a constant is, where it is written as one. */
const arrowOf = (declaration: ts.Declaration): ts.ArrowFunction | undefined => {
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return undefined;
  return ts.isArrowFunction(declaration.initializer) ? declaration.initializer : undefined;
};

const written = ({ typeParameters, parameters, type }: ts.ArrowFunction): string =>
  `${generics(typeParameters)}(${parameters.map((one) => one.getText()).join(', ')})${type === undefined ? '' : `: ${type.getText()}`}`;

const generics = (of: ts.NodeArray<ts.TypeParameterDeclaration> | undefined): string =>
  of === undefined ? '' : `<${of.map((one) => one.getText()).join(', ')}>`;

/** A signature as the compiler works it out. */
const checked = (signature: ts.Signature, at: ts.Node, checker: ts.TypeChecker): string => {
  const long = checker.signatureToString(signature, at, flags);
  if (long.length <= 400) return long;
  const parameters = signature.parameters.map((parameter) => {
    const optional =
      (parameter.valueDeclaration as ts.ParameterDeclaration | undefined)?.questionToken === undefined ? '' : '?';
    return `${parameter.name}${optional}`;
  });
  const result = shortType(checker, signature.getReturnType(), at);
  return `(${parameters.join(', ')})${result.length > 300 ? '' : `: ${result}`}`;
};

const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

const shortType = (checker: ts.TypeChecker, type: ts.Type, at: ts.Node): string => {
  const text = checker.typeToString(type, at, flags);
  if (text.length <= 400) return text;
  const cut = checker.typeToString(type, at, ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope);
  return cut.replace(/\.\.\. (\d+) more \.\.\.;?/g, '/* $1 more */');
};

const headOf = (declaration: ts.InterfaceDeclaration): string => {
  const { name, typeParameters, heritageClauses = [] } = declaration;
  return `interface ${name.text}${generics(typeParameters)} ${heritageClauses.map((one) => one.getText()).join(' ')} {}`;
};

const tidyFunction = async (name: string, signature: string): Promise<string> =>
  (await tidy(`function ${name}${signature} {}`)).replace(/ \{\}$/, '');

/** As the project's own code is written, but narrower, as pages are: with room for ` {}`, which is taken off again. */
const tidy = async (text: string): Promise<string> =>
  (await format(text.replaceAll(', never>', '>'), { parser: 'typescript', printWidth: 99, singleQuote: true }))
    .trim()
    .replace(/;$/, '');
