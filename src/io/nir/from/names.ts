/** Gives names that layers and connections may have, each once: no dots and slashes, no whole numbers. `'lif1.lif'` becomes `'lif1_lif'`. */
export const namer = (): ((name: string) => string) => {
  const taken = new Set<string>();
  return (name) => {
    const plain = name.replace(/[./]/g, '_');
    const usable = /^\d*$|^__proto__$/.test(plain) ? `n${plain}` : plain;
    let free = usable;
    for (let k = 2; taken.has(free); k++) free = `${usable}_${k}`;
    taken.add(free);
    return free;
  };
};
