/** Units of time in ms, each as a quotient of whole numbers, by which a decimal time is rounded once. */
export const timeUnits = { s: [1000, 1], ms: [1, 1], us: [1, 1000], ns: [1, 1e6] } as const;

export type TimeUnit = keyof typeof timeUnits;
