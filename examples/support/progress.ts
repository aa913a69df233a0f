import { SingleBar } from 'cli-progress';

/** A display of the progress of a long job. `tick` takes how many are done and a note; `stop` ends the display. */
export interface Progress {
  readonly tick: (done: number, note?: string) => void;
  readonly stop: () => void;
}

/** Where a display is drawn: `process.stdout`, `process.stderr` or any stream. */
export interface Out extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** One moment of the job; seconds since it began. */
export interface Moment {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly seconds: number;
  readonly note: string;
  /** The things that are counted; default samples. */
  readonly unit?: string;
}

const duration = (seconds: number): string => {
  const s = Math.round(seconds);
  if (s < 60) return `${s}s`;
  return s < 3600 ? `${Math.floor(s / 60)}m ${s % 60}s` : `${Math.floor(s / 3600)}h ${Math.floor((s % 3600) / 60)}m`;
};

const words = ({ done, total, seconds, unit = 'samples' }: Moment) => {
  const rate = seconds > 0 ? done / seconds : 0;
  const left = rate > 0 ? `${duration((total - done) / rate)} left` : '';
  return {
    count: `${String(done).padStart(String(total).length)}/${total}`,
    rate: rate > 0 ? `${rate.toFixed(rate < 1 ? 2 : rate < 100 ? 1 : 0)} ${unit}/s` : '',
    time: done < total ? left : `in ${duration(seconds)}`,
  };
};

const join = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('  ');

/** `train   250/1297  8.1 samples/s  2m 10s left  accuracy 0.61` */
export const plainLine = (moment: Moment): string => {
  const { count, rate, time } = words(moment);
  return join([moment.label, count, rate, time, moment.note]);
};

const [shortest, longest] = [6, 40];

/** The same with a bar, never wider than the terminal: first the bar shrinks, then the rate, the time and the note go. */
export const barLine = (moment: Moment, columns: number): string => {
  const { count, rate, time } = words(moment);
  const { label, done, total, note } = moment;
  const room = columns - 1;
  const line = (size: number, tail: readonly string[]): string => {
    const full = Math.round((size * Math.min(done, total)) / total);
    return join([label, '█'.repeat(full) + '░'.repeat(size - full), count, ...tail]);
  };
  const tails = [[rate, time, note], [time, note], [note], [time], []];
  const tail = tails.find((tail) => line(shortest, tail).length <= room);
  if (tail === undefined) return join([label, count]).slice(0, Math.max(0, room));
  return line(Math.min(longest, shortest + room - line(shortest, tail).length), tail);
};

interface Job {
  readonly label: string;
  readonly total: number;
  readonly unit?: string;
  readonly out: Out;
  readonly isTerminal?: boolean;
  readonly now?: () => number; // ms
}

/** A bar in a terminal; elsewhere a plain line for every twentieth of the job and for its end. */
export const progress = ({
  label,
  total,
  unit = 'samples',
  out,
  isTerminal = out.isTTY === true,
  now = () => performance.now(),
}: Job): Progress => {
  const began = now();
  let moment: Moment = { label, total, unit, done: 0, seconds: 0, note: '' };
  const advance = (done: number, note = moment.note): Moment =>
    (moment = { ...moment, done: Math.min(done, total), seconds: (now() - began) / 1000, note });

  if (isTerminal) {
    const bar = new SingleBar({
      stream: out,
      format: (_, { maxWidth }) => barLine(moment, maxWidth),
      // The terminal's own settings stay as they are, so a job that is killed at any point leaves nothing to restore.
      linewrap: true,
      hideCursor: false,
      gracefulExit: false,
    });
    bar.start(total, 0);
    return {
      tick: (done, note) => {
        advance(done, note);
        bar.update(done);
      },
      stop: () => bar.stop(),
    };
  }

  const step = Math.ceil(total / 20);
  let shown = 0;
  const show = (): void => {
    shown = moment.done;
    out.write(`${plainLine(moment)}\n`);
  };
  return {
    tick: (done, note) => {
      advance(done, note);
      if (Math.floor(moment.done / step) > Math.floor(shown / step) || (moment.done === total && shown < total)) show();
    },
    stop: () => {
      if (moment.done !== shown) show();
    },
  };
};
