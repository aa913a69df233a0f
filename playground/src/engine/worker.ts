import type { Reply, Request, Results } from '../messages.js';
import { digitsOf, type Digit } from './digits.js';
import { advanced, begun, restored, saved, tuned, type Running } from './simulation.js';
import { troubleOf } from './trouble.js';

let running: Running | undefined;
let digits: readonly Digit[] = [];
let code = '';

const now = (): Running => {
  if (running === undefined) throw new Error('no program is loaded');
  return running;
};

const answer = async (request: Request): Promise<Results[keyof Results]> => {
  switch (request.kind) {
    case 'load':
      if (request.digits !== undefined) digits = await digitsOf(request.digits);
      running = undefined;
      ({ code } = request);
      return (running = begun(request.code, request.values, request.seed, digits)).loaded;
    case 'tune':
      return (running = tuned(now(), request.values)).loaded;
    case 'advance': {
      const [next, seen] = await advanced(now(), request.steps, request.budget, request.weights);
      running = next;
      return seen;
    }
    case 'save':
      return saved(now());
    case 'restore':
      return (running = restored(now(), request.bytes)).loaded;
  }
};

addEventListener('message', ({ data }: MessageEvent<{ readonly id: number; readonly request: Request }>) => {
  const send = (reply: Reply): void => postMessage({ id: data.id, reply });
  answer(data.request).then(
    (result) => send({ result }),
    (error: unknown) => send({ trouble: troubleOf(error, code) }),
  );
});
