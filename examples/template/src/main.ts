/** The page: a slider tells the worker the rate of the inputs; the spikes of the last second are drawn. */
import { orThrow } from 'spikefold';
import { plotElement, rasterPlot } from 'spikefold/plot';
import type { Order, Piece } from './messages.js';
import { net, neurons } from './network.js';

const shown = 1000; // ms
const place = (id: string): Element => document.querySelector(`#${id}`)!;
const slider = document.querySelector<HTMLInputElement>('#rate')!;

const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });

const tell = (): void => {
  const order: Order = { rate: Number(slider.value) };
  worker.postMessage(order);
  place('hertz').textContent = `${order.rate} Hz`;
};

let pieces: readonly Piece[] = [];

const draw = (piece: Piece): void => {
  pieces = [...pieces.filter(({ from }) => from > piece.from - shown), piece];
  const from = pieces[0]!.from;
  const spikes = pieces.flatMap((one) =>
    Array.from(one.spikes.step, (step, k) => ({ step: one.from + step, row: 0, neuron: one.spikes.neuron[k]! })),
  );
  const plot = orThrow(
    rasterPlot(spikes, { dt: net.dt, neurons, from, to: from + shown, title: 'Spikes of the neurons' }),
  );
  place('plot').replaceChildren(plotElement(plot));
};

worker.addEventListener('message', ({ data }: MessageEvent<Piece>) => draw(data));
worker.addEventListener('error', ({ message }) => {
  place('error').textContent = message;
});
slider.addEventListener('input', tell);
tell();
