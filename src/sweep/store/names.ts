/** The file of a point: its place, so that a folder is in order, and its key, so that another point at this place is another file. */
export const nameOfFile = (place: number, key: string, isRight: boolean): string =>
  `${String(place).padStart(6, '0')}-${key.slice(0, 16)}${isRight ? '' : '.failed'}.safetensors`;

/** The files of points among names, by place. */
export const namedIn = (names: readonly string[]): readonly { readonly place: number; readonly name: string }[] =>
  names
    .flatMap((name) => {
      const found = /^(\d{6,})-[0-9a-f]{16}(\.failed)?\.safetensors$/.exec(name);
      return found === null ? [] : [{ place: Number(found[1]), name }];
    })
    .sort((a, b) => a.place - b.place || (a.name < b.name ? -1 : 1));
