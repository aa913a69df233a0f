/** The words of the language that stand out. */
const words =
  'async await break case class const continue default do else export extends false finally for from function if import in let new null of return switch this throw true try typeof undefined var void while yield';

const token = new RegExp(
  [
    '(?<comment>//[^\\n]*|/\\*[^]*?(?:\\*/|$))',
    '(?<string>\'(?:[^\'\\\\\\n]|\\\\.)*\'?|"(?:[^"\\\\\\n]|\\\\.)*"?|`(?:[^`\\\\]|\\\\[^])*`?)',
    '(?<number>\\b\\d[\\d_]*(?:\\.\\d+)?(?:e[+-]?\\d+)?\\b)',
    `(?<word>\\b(?:${words.replaceAll(' ', '|')})\\b)`,
  ].join('|'),
  'g',
);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A program as HTML with its comments, texts, numbers and words marked. */
export const highlighted = (code: string): string => {
  let html = '';
  let end = 0;
  for (const found of code.matchAll(token)) {
    const [kind] = Object.entries(found.groups!).find(([, text]) => text !== undefined)!;
    html += `${escaped(code.slice(end, found.index))}<i class="${kind}">${escaped(found[0])}</i>`;
    end = found.index + found[0].length;
  }
  return html + escaped(code.slice(end));
};
