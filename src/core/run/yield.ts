/** How long a run may block timers, events and drawing, ms. */
const longest = 50;

/**
 * A function that yields to the event loop, if it has not for a while: it gives a promise, or undefined. Without it a run over
 * synchronous frames would block even the timer that is to stop it.
 */
export const yielding = (): (() => Promise<void> | undefined) => {
  let last = performance.now();
  return () => {
    if (performance.now() - last < longest) return undefined;
    return turn().then(() => {
      last = performance.now();
    });
  };
};

/** Resolves after everything else that waited in the event loop. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    // Unlike a timer, a message is not delayed in pages that nobody looks at.
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
