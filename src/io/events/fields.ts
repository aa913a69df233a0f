const [carriage, space, tab, comma, semicolon, quote] = [13, 32, 9, 44, 59, 34];

/** What stands between the columns of a table, and how a fault calls it. */
export const separators: Readonly<Record<number, string>> = {
  [semicolon]: 'semicolons',
  [comma]: 'commas',
  [tab]: 'tabs',
  [space]: 'spaces',
};

/** What separates the fields of a line: semicolons where it has some, else commas, tabs or spaces. So a decimal comma beside semicolons is part of a number. */
export const separatorOf = (bytes: Uint8Array, from: number, to: number): number =>
  [semicolon, comma, tab].find((one) => bytes.subarray(from, to).includes(one)) ?? space;

export const isBlank = (byte: number): boolean => byte === space || byte === carriage || byte === tab;

/** The fields of a line, the k-th from byte `begin[k]` to before byte `end[k]`. */
export interface Fields {
  readonly begin: Int32Array;
  readonly end: Int32Array;
}

export const fieldsFor = (count: number): Fields => ({ begin: new Int32Array(count), end: new Int32Array(count) });

/**
 * Finds the first fields of a line of bytes, as many as there is room for: between separators, without the blanks and the quotes around them. Gives how
 * many there are.
 */
export const findFields = (
  bytes: Uint8Array,
  from: number,
  to: number,
  separator: number,
  { begin, end }: Fields,
): number => {
  const column = separator === space ? -1 : separator;
  let at = from;
  for (let count = 0; count < begin.length; count++) {
    while (at < to && isBlank(bytes[at]!) && bytes[at] !== column) at++;
    // After a separator at the end of a line there is an empty field, after spaces there is none.
    if (at >= to && (count === 0 || separator === space)) return count;
    begin[count] = at;
    if (bytes[at] === quote && at < to) {
      begin[count] = ++at;
      while (at < to && bytes[at] !== quote) at++;
      end[count] = at;
      while (at < to && bytes[at] !== separator) at++;
    } else {
      while (at < to && bytes[at] !== separator) at++;
      let last = at;
      while (last > begin[count]! && isBlank(bytes[last - 1]!)) last--;
      end[count] = last;
    }
    if (at >= to) return count + 1;
    at++;
  }
  return begin.length;
};
