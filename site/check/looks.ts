/** How a page is looked at: in light and dark, on a desk and on a phone. */
export interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
}

/** By turns: two that follow each other differ in one thing where that is possible. */
export const looks: readonly Look[] = [
  { colorScheme: 'light', width: 1400 },
  { colorScheme: 'dark', width: 1400 },
  { colorScheme: 'dark', width: 380 },
  { colorScheme: 'light', width: 380 },
];

export const nameOf = ({ colorScheme, width }: Look): string => `${colorScheme}, ${width} px`;
