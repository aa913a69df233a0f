import type { Reply, Request, Results, Trouble } from '../messages.js';

/** The worker did not answer in time, and was stopped. */
export class Runaway extends Error {}

/** What a program did wrong. */
export class ProgramError extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.message);
  }
}

interface Waiting {
  readonly settle: (reply: { readonly result: unknown } | { readonly trouble: Trouble }) => void;
  readonly runaway: () => void;
}

/** How long the worker may take to answer (ms): to evaluate a program, or to take some steps. */
export const patience = { load: 6000, advance: 4000 };

/** The frame that runs programs, loaded when it is first needed. What it is asked it answers, or is stopped. */
export const sandboxHost = (place: HTMLElement) => {
  let frame: Promise<HTMLIFrameElement> | undefined;
  let isStarted = false;
  let last = 0;
  const waiting = new Map<number, Waiting>();

  addEventListener('message', ({ data, source }: MessageEvent<{ readonly id: number; readonly reply: Reply }>) => {
    const own = place.querySelector('iframe');
    if (source === null || source !== own?.contentWindow) return;
    if (data.id === -1) for (const { settle } of waiting.values()) settle(data.reply);
    else waiting.get(data.id)?.settle(data.reply);
  });

  const asked = async (
    message: object,
    ms: number,
    id: number = ++last,
    send: (message: object) => void = () => {},
  ): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const settled = (): void => {
        clearTimeout(timer);
        waiting.delete(id);
      };
      const runaway = (): void => {
        settled();
        reject(new Runaway());
      };
      const timer = setTimeout(runaway, ms);
      const settle: Waiting['settle'] = (reply) => {
        settled();
        if ('trouble' in reply) reject(new ProgramError(reply.trouble));
        else resolve(reply.result);
      };
      waiting.set(id, { settle, runaway });
      send({ id, ...message });
    });

  const opened = (): Promise<HTMLIFrameElement> =>
    (frame ??= (async () => {
      const element = document.createElement('iframe');
      element.setAttribute('sandbox', 'allow-scripts');
      element.title = 'Runs the program';
      element.tabIndex = -1;
      element.src = 'sandbox.html';
      const ready = asked({}, 20_000, 0);
      place.append(element);
      await ready;
      return element;
    })());

  const post = async (message: object, ms: number): Promise<unknown> => {
    const { contentWindow } = await opened();
    return asked(message, ms, ++last, (of) => contentWindow!.postMessage(of, '*'));
  };

  const stop = (): void => {
    isStarted = false;
    void frame?.then(({ contentWindow }) => contentWindow!.postMessage({ stop: true }, '*'));
  };

  const start = async (): Promise<void> => {
    if (isStarted) return;
    isStarted = true;
    const [{ contentWindow }, { default: source }] = await Promise.all([opened(), import('virtual:engine')]);
    contentWindow!.postMessage({ start: source }, '*');
  };

  return {
    ask: async <K extends Request['kind']>(request: Extract<Request, { readonly kind: K }>): Promise<Results[K]> => {
      await start();
      const ms = request.kind === 'advance' ? patience.advance : patience.load;
      try {
        return (await post({ request }, ms)) as Results[K];
      } catch (error) {
        if (error instanceof Runaway) stop();
        throw error;
      }
    },
    /** The line of a program that cannot be parsed. */
    lineOf: async (code: string): Promise<number | undefined> =>
      (await post({ parse: code }, patience.advance).catch(() => undefined)) as number | undefined,
    stop,
  };
};

export type SandboxHost = ReturnType<typeof sandboxHost>;
