/** A list that grows at its head: keeping an older one costs nothing, so folds over long runs stay values. */
export type List<A> = { readonly head: A; readonly tail: List<A> } | undefined;

/** Oldest first. */
export const toArray = <A>(list: List<A>): readonly A[] => {
  const found: A[] = [];
  for (let rest = list; rest !== undefined; rest = rest.tail) found.push(rest.head);
  return found.reverse();
};
