/** WCAG 2: from 1 to 21 between two colours of sRGB. */
export const contrast = (...colours: readonly (readonly number[])[]): number => {
  const [low, high] = colours
    .map((colour) => {
      const [r, g, b] = colour.map((part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    })
    .toSorted((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
};
