import type ts from 'typescript';
import { linkFrom } from '../links.js';
import { exportsOf, type Exported } from './exports.js';
import { groupOf, groups, type Group } from './groups.js';
import { membersOf } from './members.js';
import { signatureOf } from './signature.js';
import { parameterTables } from './vocabulary.js';

type Page = readonly [path: string, text: string];

/** The pages of the API reference: one for each group, and one with all names. */
export const apiPages = async (root: string): Promise<readonly Page[]> => {
  const { exported, checker } = exportsOf(root);
  const missing = exported.filter(({ doc, file }) => doc === '' && !file.startsWith('node_modules'));
  if (missing.length > 0)
    throw new Error(`no docstring: ${missing.map(({ name, file }) => `${name} (${file})`).join(', ')}`);
  const tables = parameterTables(root);
  const links = linksTo(exported);
  const pages = groups.map(async (group): Promise<Page> => {
    const own = exported.filter((of) => groupOf(of) === group).sort(byName);
    const entries = await Promise.all(own.map((of) => entryOf(of, checker, tables, links)));
    return [group.page, [`# ${group.title}`, group.intro, importOf(own[0]!), ...entries].join('\n\n') + '\n'];
  });
  return [...(await Promise.all(pages)), ['api/index.md', indexOf(exported)]];
};

/** Values before types, each by name. */
const byName = (one: Exported, other: Exported): number =>
  Number(one.isType) - Number(other.isType) || one.name.localeCompare(other.name);

const importOf = ({ subpath }: Exported): string =>
  `\`\`\`ts\nimport { ... } from 'spikefold${subpath.slice(1)}';\n\`\`\``;

const entryOf = async (
  of: Exported,
  checker: ts.TypeChecker,
  tables: ReadonlyMap<string, string>,
  links: Links,
): Promise<string> =>
  [
    `## ${headingOf(of)}`,
    `\`\`\`ts\n${await signatureOf(of, checker)}\n\`\`\``,
    linked(of.doc, groupOf(of).page, links),
    of.isType ? membersOf(of, checker) : (tables.get(of.name) ?? ''),
  ]
    .filter((part) => part !== '')
    .join('\n\n');

const headingOf = ({ name, isType }: Exported): string => (isType ? `${name} (type)` : name);

/** Where each name is explained: a page and its heading. */
type Links = ReadonlyMap<string, { readonly group: Group; readonly anchor: string }>;

const linksTo = (exported: readonly Exported[]): Links =>
  new Map(exported.map((of) => [of.name, { group: groupOf(of), anchor: anchorOf(of) }]));

const anchorOf = ({ name, isType }: Exported): string => `${name.toLowerCase()}${isType ? '-type' : ''}`;

/** A docstring whose names and pages are links, and whose formulas are code. */
const linked = (doc: string, page: string, links: Links): string =>
  doc
    .replace(/^ {2}(?=\S)/gm, '    ')
    .replace(/`(\w+)`/g, (all, name: string) => {
      const to = links.get(name);
      return to === undefined
        ? all
        : `[${all}](${to.group.page === page ? '' : linkFrom(page, to.group.page)}#${to.anchor})`;
    })
    .replace(/\b(docs\/[\w/-]+\.md)\b/g, (path) => `[${path}](${linkFrom(page, path)})`);

const indexOf = (exported: readonly Exported[]): string => {
  const sections = groups.map((group) => {
    const names = exported.filter((of) => groupOf(of) === group).sort(byName);
    const list = names.map((of) => `[\`${of.name}\`](${linkFrom('api/index.md', group.page)}#${anchorOf(of)})`);
    return `## ${group.title}\n\n${group.intro}\n\n${list.join(' ')}`;
  });
  return `# API reference\n\nEvery name that the package exports, by where it is imported from and what it is for.\n\n${sections.join('\n\n')}\n`;
};
