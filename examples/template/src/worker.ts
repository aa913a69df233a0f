/** Runs the network in pieces of 50 ms, as fast as time goes by, and sends the spikes of each. */
import { filled, foldIn, frames, initial, monitor, orThrow, poisson, rasterColumns, run, wasm } from 'spikefold';
import type { Order, Piece } from './messages.js';
import { inputs, net } from './network.js';

const length = 50; // ms
const order = { rate: 20 };

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  order.rate = data.rate;
});

const send = (piece: Piece): void => postMessage(piece);
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const live = async (): Promise<never> => {
  let state = initial(net);
  for (let piece = 0; ; piece++) {
    const drive = frames({ X: poisson(foldIn(1, piece), filled([inputs], order.rate), length) });
    const spikes = monitor(net, 'Y', 's', rasterColumns());
    const ran = orThrow(await run(wasm, net, state, drive, { spikes }));
    state = ran.state;
    send({ from: piece * length, spikes: ran.monitors.spikes });
    await pause(length);
  }
};

// An error reaches the page as an event of the worker.
live().catch((error: unknown) =>
  setTimeout(() => {
    throw error;
  }),
);
