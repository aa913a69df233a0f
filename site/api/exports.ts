import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** What a subpath of the package exports: a name, where it is declared, and its docstring. */
export interface Exported {
  readonly subpath: string;
  readonly name: string;
  readonly isType: boolean;
  /** Where it is declared, by its path in the repository. */
  readonly file: string;
  readonly doc: string;
  readonly declaration: ts.Declaration;
}

export interface Exports {
  readonly exported: readonly Exported[];
  readonly checker: ts.TypeChecker;
}

/** Reads all that the package exports, by the compiler. */
export const exportsOf = (root: string): Exports => {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, { readonly types: string } | string>>;
  };
  const files = Object.entries(exports).flatMap(([subpath, target]) =>
    typeof target === 'string'
      ? []
      : [{ subpath, file: join(root, target.types.replace('dist/', 'src/').replace('.d.ts', '.ts')) }],
  );
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: ['src'] }, ts.sys, root);
  const program = ts.createProgram(
    [...files.map(({ file }) => file), join(root, 'src/ml-logistic-regression.d.ts')],
    options,
  );
  const checker = program.getTypeChecker();
  const exported = files.flatMap(({ subpath, file }) => {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`subpath '${subpath}' has no module at ${file}`);
    return checker.getExportsOfModule(module).map((symbol) => exportedOf(root, checker, subpath, symbol));
  });
  return { exported, checker };
};

const exportedOf = (root: string, checker: ts.TypeChecker, subpath: string, symbol: ts.Symbol): Exported => {
  const aliased = (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
  const [declaration] = aliased.declarations ?? [];
  if (declaration === undefined) throw new Error(`'${symbol.name}' of '${subpath}' is declared nowhere`);
  return {
    subpath,
    name: symbol.name,
    isType: (aliased.flags & ts.SymbolFlags.Value) === 0,
    file: relative(root, declaration.getSourceFile().fileName),
    doc: docOf(checker, aliased) || docOfExport(symbol),
    declaration,
  };
};

/** The docstring of what is declared, paragraphs and all. */
export const docOf = (checker: ts.TypeChecker, symbol: ts.Symbol): string =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();

/** The docstring of `export * as name from`, a name for a whole file. */
const docOfExport = ({ declarations = [] }: ts.Symbol): string =>
  declarations
    .flatMap(({ parent }) => ts.getJSDocCommentsAndTags(parent))
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join('\n');
