/** How tasks are run: so many at once, and so many ahead of the oldest outcome that was not taken yet. */
export interface Schedule<T, R> {
  readonly atOnce: number;
  readonly ahead: number;
  /** In the order of the tasks, or as they come. */
  readonly order: 'points' | 'arrival';
  /** Comes to undefined for a task that was stopped, and never rejects. */
  readonly run: (task: T, place: number) => Promise<R | undefined>;
  readonly signal: AbortSignal;
}

/**
 * Runs tasks as a stream asks for them, and gives their outcomes. It holds at most `ahead` of them, so that a stream without end takes a
 * fixed room, and goes on meanwhile with what is under way. Where the signal aborts, no task is begun any more; outcomes that are there, or
 * come of what was under way, are given. An error of the stream is thrown after all outcomes before it.
 */
export async function* scheduled<T, R>(
  tasks: AsyncIterable<T>,
  { atOnce, ahead, order, run, signal }: Schedule<T, R>,
): AsyncGenerator<R, void, void> {
  const source = tasks[Symbol.asyncIterator]();
  const done = new Map<number, R>();
  let [asked, begun, running, given, arrived] = [false, 0, 0, 0, 0];
  let end: { readonly error?: unknown } | undefined;
  let wake = (): void => undefined;

  const finished = (key: number, outcome: R | undefined): void => {
    running--;
    if (outcome !== undefined) done.set(order === 'points' ? key : arrived++, outcome);
    pump();
  };
  const ended = (how: { readonly error?: unknown }): void => {
    asked = false;
    end ??= how;
    wake();
  };
  const began = (step: IteratorResult<T, unknown>): void => {
    asked = false;
    if (step.done === true) return ended({});
    if (end !== undefined) return;
    const place = begun++;
    running++;
    void run(step.value, place).then((outcome) => finished(place, outcome));
    pump();
  };
  /** Asks for a task, if there is room for one. */
  const pump = (): void => {
    if (end === undefined && !asked && running < atOnce && begun - given < ahead) {
      asked = true;
      source.next().then(began, (error: unknown) => ended({ error }));
    }
    wake();
  };
  const stopped = (): void => ended({});
  signal.addEventListener('abort', stopped);
  try {
    if (signal.aborted) ended({});
    pump();
    for (;;) {
      // What was stopped leaves gaps.
      const next = done.has(given) || end === undefined || running > 0 ? given : Math.min(...done.keys());
      if (done.has(next)) {
        const outcome = done.get(next)!;
        done.delete(next);
        given = next + 1;
        pump();
        yield outcome;
      } else if (end !== undefined && running === 0) {
        if ('error' in end) throw end.error;
        return;
      } else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener('abort', stopped);
    end ??= {};
    // A stream that waits for something would never answer.
    void source.return?.().then(undefined, () => undefined);
  }
}
