import type { Engine } from './engine.js';
import type { Handle } from './peer.js';

/** An engine that notes every array it makes, so that those that nobody needs any more can be let go of. */
export interface Tracked extends Engine {
  /** Frees all arrays but some. */
  readonly sweep: (keep: ReadonlySet<Handle>) => void;
}

export const tracked = (engine: Engine): Tracked => {
  const held = new Set<Handle>();
  const note = (handles: readonly Handle[]): readonly Handle[] => {
    handles.forEach((handle) => held.add(handle));
    return handles;
  };
  return {
    ...engine,
    launcher: (kernel) => {
      const launch = engine.launcher(kernel);
      return (args) => {
        const made = launch(args);
        return made instanceof Promise ? made.then(note) : note(made);
      };
    },
    upload: async (value) => {
      const handle = await engine.upload(value);
      held.add(handle);
      return handle;
    },
    sweep: (keep) =>
      held.forEach((handle) => {
        if (keep.has(handle)) return;
        engine.free(handle);
        held.delete(handle);
      }),
  };
};
