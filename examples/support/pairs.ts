/** Text in lines no longer than `width`, broken at spaces; a longer word stands alone. */
const wrapped = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const joined = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && joined.length <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
};

/** Names and values in two columns, wrapped to a terminal's width; in a narrow one every value stands below its name. */
export const pairs = (rows: readonly (readonly [name: string, value: string])[], columns: number): string => {
  const longest = Math.max(...rows.map(([name]) => name.length));
  const side = longest === 0 ? 0 : longest + 3;
  const below = columns - side < 24;
  const lines = rows.flatMap(([name, value]) => {
    const text = wrapped(value, columns - (below ? 2 : side));
    return below
      ? [...(name === '' ? [] : [name]), ...text.map((line) => `  ${line}`)]
      : text.map((line, i) => `${(i === 0 ? name : '').padEnd(side)}${line}`);
  });
  return `${lines.join('\n')}\n`;
};
