/** A record of values that are worked out when they are asked for, once each. */
export const lazily = <A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Readonly<Record<string, B>> =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      Object.entries(record).map(([name, value]): [string, PropertyDescriptor] => {
        const get = once(() => f(value));
        return [name, { enumerable: true, get }];
      }),
    ),
  ) as Readonly<Record<string, B>>;

const once = <A>(work: () => A): (() => A) => {
  let made: { readonly value: A } | undefined;
  return () => (made ??= { value: work() }).value;
};
