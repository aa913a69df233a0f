/** The neuron of `elementwise`: its rest is above its threshold, so it spikes by itself, every 27 ms. With a trace. */
export const cell = { rest: -45, thresh: -52, reset: -65, refrac: 5, tau: 20 };
export const traceTau = 20;

/** First voltages, spread over the way from reset to threshold, so that not all spike at once. */
export const spread = (n: number): Float32Array =>
  Float32Array.from({ length: n }, (_, i) => cell.reset + (cell.thresh - cell.reset) * ((i * 0.618034) % 1));
