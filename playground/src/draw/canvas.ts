/** A canvas with its context and its size in pixels of the device; `ratio` of them are one of the page's. */
export interface Sheet {
  readonly pen: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** A canvas as large as it is shown; it is emptied where that has changed. */
export const sheetOf = (canvas: HTMLCanvasElement): Sheet => {
  const ratio = Math.min(devicePixelRatio, 2);
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return { pen: canvas.getContext('2d')!, width, height, ratio };
};

/**
 * How wide curves are: at most one pixel where pixels are large, as where there is no GPU a noisy curve then takes a twentieth of the time of one
 * that is only a little wider.
 */
export const lineOf = (ratio: number): number => (ratio <= 1 ? 1 : 1.25 * ratio);

/** The page's colours. */
export interface Theme {
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly layers: readonly string[];
}

export const themeOf = (): Theme => {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: colour('text'),
    faint: colour('faint'),
    line: colour('line'),
    layers: [0, 1, 2, 3].map((k) => colour(`c${k}`)),
  };
};

export const colourAt = ({ layers }: Theme, k: number): string => layers[k % layers.length]!;
