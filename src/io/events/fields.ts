const [newline, carriage, space, tab, comma, semicolon] = [10, 13, 32, 9, 44, 59];

const isBlank = (byte: number): boolean => byte === space || byte === carriage;
const isSeparator = (byte: number): boolean => byte === comma || byte === tab || byte === semicolon;

/** The fields of a line, the k-th from byte `begin[k]` to before byte `end[k]`. */
export interface Fields {
  readonly begin: Int32Array;
  readonly end: Int32Array;
}

export const fieldsFor = (count: number): Fields => ({ begin: new Int32Array(count), end: new Int32Array(count) });

/**
 * Finds the first fields of the line at `from`, as many as there is room for: between commas, semicolons, tabs or spaces, which may
 * stand around the others too. Gives how many there are. Bytes from `to` on are no longer the text.
 */
export const findFields = (bytes: Uint8Array, from: number, to: number, { begin, end }: Fields): number => {
  let at = from;
  for (let count = 0; count < begin.length; count++) {
    while (at < to && isBlank(bytes[at]!)) at++;
    // A separator at the end of a line has an empty field after it, spaces have none.
    if ((at >= to || bytes[at] === newline) && (count === 0 || !isSeparator(bytes[at - 1]!))) return count;
    begin[count] = at;
    while (at < to && bytes[at] !== newline && !isBlank(bytes[at]!) && !isSeparator(bytes[at]!)) at++;
    end[count] = at;
    while (at < to && isBlank(bytes[at]!)) at++;
    if (at < to && isSeparator(bytes[at]!)) at++;
    else if (at >= to || bytes[at] === newline) return count + 1;
  }
  return begin.length;
};
