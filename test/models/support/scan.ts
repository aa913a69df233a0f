/** All that something was on its way: at first, and after each input. */
export const scan = <S, I>(first: S, inputs: readonly I[], step: (state: S, input: I) => S): readonly S[] => {
  const all = [first];
  for (const input of inputs) all.push(step(all.at(-1)!, input));
  return all;
};
