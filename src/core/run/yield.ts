/** How long a run may keep timers, events and drawing waiting, ms. */
const patience = 50;

/**
 * Called often: now and then a promise that is kept when all else that waited has had its turn. Without it a run over frames
 * that are there at once would let nothing through, not even the timer that is to stop it.
 */
export const breathing = (): (() => Promise<void> | undefined) => {
  let last = performance.now();
  return () => {
    if (performance.now() - last < patience) return undefined;
    return turn().then(() => {
      last = performance.now();
    });
  };
};

/** A promise that is kept when all else that waited in the event loop has had its turn. */
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
