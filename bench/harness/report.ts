import type { Case, Claim, Spikes } from './claim.js';
import type { Lane } from './race.js';

/** What one subject came to at one size. Times are in `unit`; `spread` is the middle half's width over the median. */
export interface Row {
  readonly workload: string;
  readonly size: string;
  readonly subject: string;
  readonly unit: string;
  readonly median: number;
  readonly min: number;
  readonly spread: number;
  readonly runs: number;
  /** Its median over ours: above 1 we are faster. Absent where none of ours ran. */
  readonly ratioToUs?: number;
  readonly spikes?: Spikes;
}

export interface Absence extends Pick<Row, 'workload' | 'size' | 'subject'> {
  readonly absent: string;
}

/** What a race came to: a row for each who was in it, why others were not, and what they are made of. */
export interface Results {
  readonly rows: readonly Row[];
  readonly absences: readonly Absence[];
  readonly versions: Readonly<Record<string, string>>;
}

export const results = ({ name }: Claim, { size, unit, scale }: Case, lanes: readonly Lane[]): Results => {
  const us = lanes.find(({ subject, absent }) => subject.kind === 'ours' && absent === undefined);
  const place = ({ subject }: Lane) => ({ workload: name, size, subject: subject.name });
  return {
    rows: lanes
      .filter(({ absent }) => absent === undefined)
      .map((lane) => {
        const median = quantile(lane.values, 0.5);
        return {
          ...place(lane),
          unit,
          median: median * scale,
          min: Math.min(...lane.values) * scale,
          spread: (quantile(lane.values, 0.75) - quantile(lane.values, 0.25)) / median,
          runs: lane.values.length,
          ...(us && { ratioToUs: median / quantile(us.values, 0.5) }),
          ...(lane.spikes && { spikes: lane.spikes }),
        };
      }),
    absences: lanes.flatMap((lane) => (lane.absent === undefined ? [] : [{ ...place(lane), absent: lane.absent }])),
    versions: Object.assign({}, ...lanes.map(({ versions }) => versions)) as Results['versions'],
  };
};

/** By linear interpolation. */
const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (above - below) * (place - Math.floor(place));
};

/** How much the spikes of subjects may differ, for a race to be one: other random numbers, but the same network. */
const likeness = 0.2;

/** Subjects whose spikes differ from the first one's. */
const unlike = (rows: readonly Row[]): readonly string[] => {
  const model = rows.find(({ spikes }) => spikes !== undefined);
  return rows.flatMap(({ subject, spikes }) =>
    Object.entries(spikes ?? {}).flatMap(([what, count]) => {
      const want = model?.spikes?.[what];
      return want === undefined || Math.abs(count - want) <= likeness * want
        ? []
        : [`${subject} has ${short(count)} spikes ${what}, ${model!.subject} ${short(want)}: not the same work`];
    }),
  );
};

/** The table of one race. */
export const table = ({ rows, absences }: Pick<Results, 'rows' | 'absences'>): string => {
  const head = ['', rows[0]?.unit ?? '', 'min', 'spread', 'rounds', 'to us', 'spikes'];
  const lines = rows.map((row) => [
    row.subject,
    short(row.median),
    short(row.min),
    `${Math.round(row.spread * 100)} %`,
    `${row.runs}`,
    row.ratioToUs === undefined ? '-' : `${short(row.ratioToUs)}x`,
    Object.entries(row.spikes ?? {})
      .map(([what, count]) => `${short(count)} ${what}`)
      .join(', '),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]!.length)));
  const write = (line: readonly string[]): string =>
    line
      .map((cell, column) =>
        column === 0 || column === 6 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd();
  return [
    ...[head, ...lines].map(write),
    ...unlike(rows).map((text) => `! ${text}`),
    ...absences.map(({ subject, absent }) => `absent: ${subject} (${absent})`),
  ].join('\n');
};

/** Three digits that count. */
const short = (value: number): string => `${Number(value.toPrecision(3))}`;
