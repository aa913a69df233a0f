/** The last rows of numbers that came, so many columns each. */
export const historyOf = (columns: number, rows: number) => {
  const data = new Float32Array(columns * rows);
  let count = 0;
  return {
    add: (more: Float32Array): void => {
      for (let from = 0; from < more.length; from += columns)
        data.set(more.subarray(from, from + columns), (count++ % rows) * columns);
    },
    /** How many rows there are, at most those that are kept. */
    length: (): number => Math.min(count, rows),
    /** The value of a column in a row, counted from the oldest. */
    at: (row: number, column: number): number =>
      data[((count - Math.min(count, rows) + row) % rows) * columns + column]!,
  };
};

export type History = ReturnType<typeof historyOf>;

/** The least and the largest number of some columns. */
export const rangeIn = (history: History, columns: readonly number[]): readonly [number, number] => {
  let [least, most] = [Infinity, -Infinity];
  const stride = Math.max(1, Math.floor(history.length() / 2000));
  for (const column of columns)
    for (let row = 0; row < history.length(); row += stride) {
      const value = history.at(row, column);
      if (value < least) least = value;
      if (value > most) most = value;
    }
  return least <= most ? [least, most] : [0, 1];
};

/** A curve over so many pixels; where many rows fall on one, from the least to the largest of them. */
export const curve = (
  pen: CanvasRenderingContext2D,
  history: History,
  column: number,
  rows: number,
  width: number,
  y: (value: number) => number,
): void => {
  const length = history.length();
  const first = rows - length;
  const perPixel = rows / width;
  pen.beginPath();
  if (perPixel <= 2) {
    for (let row = 0; row < length; row++) pen.lineTo(((first + row) / rows) * width, y(history.at(row, column)));
  } else {
    for (let x = Math.floor(first / perPixel); x < width; x++) {
      let [least, most] = [Infinity, -Infinity];
      const end = Math.min(length, Math.ceil((x + 1) * perPixel) - first);
      for (let row = Math.max(0, Math.floor(x * perPixel) - first); row < end; row++) {
        const value = history.at(row, column);
        if (value < least) least = value;
        if (value > most) most = value;
      }
      if (least > most) continue;
      pen.lineTo(x, y(most));
      pen.lineTo(x, y(least));
    }
  }
  pen.stroke();
};
