/** Something that waits for its next use, or waited: it may have been used, or given up. */
interface Waiting<A> {
  of: A | undefined;
}

/** What one owner puts aside; it goes when the owner does. */
export interface Shelf<A> {
  readonly take: () => A | undefined;
  readonly put: (of: A) => void;
}

/**
 * Shelves that hold at most so many things together: of more the one that has waited longest is given up. A page of Chromium has room
 * for 125 memories of WebAssembly, however small they are, and Node for some thousand.
 */
export const shelves = <A>(most: number): (() => Shelf<A>) => {
  let waiting: WeakRef<Waiting<A>>[] = [];
  const isThere = (ref: WeakRef<Waiting<A>>): boolean => ref.deref()?.of !== undefined;
  return () => {
    const own: Waiting<A>[] = [];
    return {
      take: () => {
        for (let last = own.pop(); last !== undefined; last = own.pop()) {
          const { of } = last;
          last.of = undefined;
          if (of !== undefined) return of;
        }
        return undefined;
      },
      put: (of) => {
        const one = { of };
        own.push(one);
        waiting = [...waiting.filter(isThere), new WeakRef(one)];
        const longest = waiting.length > most ? waiting.shift()?.deref() : undefined;
        if (longest !== undefined) longest.of = undefined;
      },
    };
  };
};
