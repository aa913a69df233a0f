/** A picture `[28, 28]` of a handwritten digit, pixels from 0 to 1, and which it is. */
export interface Digit {
  readonly image: Float32Array;
  readonly label: number;
}

const [small, zoom, border, side] = [8, 3, 2, 28];

/** Where each of 28 x 28 pixels lies in 8 x 8; -1 in the border. */
const places = Int32Array.from({ length: side * side }, (_, pixel) => {
  const [y, x] = [Math.floor(pixel / side), pixel % side].map((at) => Math.floor((at - border) / zoom));
  return [y!, x!].every((at) => at >= 0 && at < small) ? y! * small + x! : -1;
});

/** The digits of a file: packed by gzip and base64, one a line, 64 values of 0 to 16 and the label. */
export const digitsOf = async (base64: string): Promise<readonly Digit[]> => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const values = line.split(',').map(Number);
      return { image: Float32Array.from(places, (at) => (at < 0 ? 0 : values[at]! / 16)), label: values[64]! };
    });
};
