import type { Engine } from './engine.js';
import type { Handle } from './peer.js';

/** An engine that records every array it makes, so that those no longer needed can be freed. */
export interface Tracked extends Engine {
  /** Frees all arrays but some. */
  readonly sweep: (keep: ReadonlySet<Handle>) => void;
}

export const tracked = (engine: Engine): Tracked => {
  const arrays = new Set<Handle>();
  const recorded = (handles: readonly Handle[]): readonly Handle[] => {
    handles.forEach((handle) => arrays.add(handle));
    return handles;
  };
  return {
    ...engine,
    launcher: (kernel) => {
      const launch = engine.launcher(kernel);
      return (args) => {
        const made = launch(args);
        return made instanceof Promise ? made.then(recorded) : recorded(made);
      };
    },
    upload: async (value) => {
      const handle = await engine.upload(value);
      arrays.add(handle);
      return handle;
    },
    sweep: (keep) =>
      arrays.forEach((handle) => {
        if (keep.has(handle)) return;
        engine.free(handle);
        arrays.delete(handle);
      }),
  };
};
