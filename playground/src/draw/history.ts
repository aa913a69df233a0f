/** How many places curves have at most. */
const most = 700;

/**
 * The last so many rows of numbers, in columns: as many as have a place of their own, or else the least and the largest of the few that share
 * one.
 */
export const historyOf = (columns: number, rows: number) => {
  const each = Math.ceil(rows / most);
  const places = Math.ceil(rows / each);
  const [low, high] = [new Float32Array(columns * places), new Float32Array(columns * places)];
  let count = 0;
  /** How many places there are numbers at, and where the oldest is. */
  const filled = (): readonly [length: number, oldest: number] => {
    const all = Math.ceil(count / each);
    return all < places ? [all, 0] : [places, all % places];
  };
  return {
    places,
    add: (more: Float32Array): void => {
      for (let from = 0; from < more.length; from += columns, count++) {
        const place = Math.floor(count / each) % places;
        const isFirst = count % each === 0;
        for (let column = 0; column < columns; column++) {
          const [value, at] = [more[from + column]!, column * places + place];
          if (isFirst || value < low[at]!) low[at] = value;
          if (isFirst || value > high[at]!) high[at] = value;
        }
      }
    },
    /** The least and the largest number of all columns. */
    range: (): readonly [least: number, largest: number] => {
      const [length] = filled();
      let [least, largest] = [Infinity, -Infinity];
      for (let column = 0; column < columns; column++)
        for (let at = column * places; at < column * places + length; at++) {
          if (low[at]! < least) least = low[at]!;
          if (high[at]! > largest) largest = high[at]!;
        }
      return least <= largest ? [least, largest] : [0, 1];
    },
    /** Goes through a column from the oldest on; places count from 0 at the left, and the newest has the last. */
    forEach: (column: number, f: (place: number, least: number, largest: number) => void): void => {
      const [length, oldest] = filled();
      for (let k = 0; k < length; k++) {
        const at = column * places + ((oldest + k) % places);
        f(places - length + k, low[at]!, high[at]!);
      }
    },
  };
};

export type History = ReturnType<typeof historyOf>;

/** A curve over so many pixels. */
export const curve = (
  pen: CanvasRenderingContext2D,
  history: History,
  column: number,
  width: number,
  y: (value: number) => number,
): void => {
  pen.beginPath();
  history.forEach(column, (place, least, largest) => {
    const x = (place / history.places) * width;
    pen.lineTo(x, y(largest));
    if (least < largest) pen.lineTo(x, y(least));
  });
  pen.stroke();
};
