/** Gives the number u of [0, 1) as a quantile of a Poisson distribution. */
export type Quantile = (u: number) => number;

/** The quantile u of a Poisson distribution of this mean, given its chance of none: at most the first number that adds nothing to the sum of chances. */
export const quantile = (u: number, mean: number, none: number): number => {
  let n = 0;
  let chance = none;
  let [below, sum] = [0, none];
  while (u >= sum && sum > below) {
    below = sum;
    chance *= mean / ++n;
    sum += chance;
  }
  return n;
};

/** In how many parts a table divides [0, 1), and how many means are kept. */
const [parts, most] = [256, 1024];

/** Tables of means, kept from source to source, as images of a data set have the same shades; of one that was seen once there is none yet. */
const known = new Map<number, Quantile | 'seen'>();

/** Quantiles for means, one for each. */
export const quantiles = (means: Float64Array): readonly Quantile[] => {
  if (known.size >= most) known.clear();
  const each: Quantile[] = [];
  for (const mean of means) each.push(quantileOf(mean));
  return each;
};

const quantileOf = (mean: number): Quantile => {
  const found = known.get(mean);
  if (typeof found === 'function') return found;
  const none = Math.exp(-mean);
  const its: Quantile = found === 'seen' ? table(mean, none) : (u) => quantile(u, mean, none);
  if (found === 'seen') known.set(mean, its);
  else if (known.size < most) known.set(mean, 'seen');
  return its;
};

/** The same quantiles by the sums of chances, looked up from the lower end of the part that u is in. */
const table = (mean: number, none: number): Quantile => {
  const sums: number[] = [];
  let chance = none;
  for (let [below, sum] = [0, none]; sum > below; sum += chance) {
    sums.push((below = sum));
    chance *= mean / sums.length;
  }
  const atMost = Float64Array.of(...sums, Infinity);
  const above = (u: number, from: number): number => {
    let n = from;
    while (u >= atMost[n]!) n++;
    return n;
  };
  const first = new Uint16Array(parts);
  for (let part = 1; part < parts; part++) first[part] = above(part / parts, first[part - 1]!);
  return (u) => above(u, first[Math.floor(u * parts)]!);
};
