import { Writable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barLine, plainLine, progress, type Out } from '../../examples/support/progress.js';
import { luck } from '../support/law.js';

/** A stream that keeps what is written; with columns it is a terminal. */
const stream = (columns?: number): { readonly out: Out; readonly text: () => string } => {
  const chunks: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk.toString());
      done();
    },
  });
  const out = columns === undefined ? sink : Object.assign(sink, { isTTY: true, columns });
  return { out, text: () => chunks.join('') };
};

const moment = { label: 'train', done: 250, total: 1297, seconds: 31, note: 'accuracy 0.61' };

/** A job of 100, two seconds each, with a note from the 50th on. */
const drive = (out: Out, until = 100): void => {
  let clock = 5000;
  const { tick, stop } = progress({ label: 'train', total: 100, out, now: () => clock });
  for (let done = 1; done <= until; done++) {
    clock += 2000;
    tick(done, done === 50 ? 'accuracy 0.61' : undefined);
  }
  stop();
};

describe('a line', () => {
  it('is plain outside a terminal', () => {
    expect(plainLine(moment)).toBe('train   250/1297  8.1 samples/s  2m 10s left  accuracy 0.61');
    expect(plainLine({ ...moment, done: 0, note: '' })).toBe('train     0/1297');
    expect(plainLine({ ...moment, done: 1297, seconds: 7325 })).toBe(
      'train  1297/1297  0.18 samples/s  in 2h 2m  accuracy 0.61',
    );
  });

  it.each([
    [120, 'train  ████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░   250/1297  8.1 samples/s  2m 10s left  accuracy 0.61'],
    [80, 'train  ███░░░░░░░░░░░░░░░   250/1297  8.1 samples/s  2m 10s left  accuracy 0.61'],
    [60, 'train  ███░░░░░░░░░░   250/1297  2m 10s left  accuracy 0.61'],
    [40, 'train  █░░░░░   250/1297  accuracy 0.61'],
    [30, 'train  ██░░░░░░░░░   250/1297'],
    [20, 'train   250/1297'],
    [10, 'train   2'],
  ])('in a terminal of %i columns', (columns, line) => {
    expect(barLine(moment, columns)).toBe(line);
  });

  it('never wraps', () => {
    const counts = fc.record({
      done: fc.nat(70000),
      total: fc.integer({ min: 1, max: 60000 }),
      seconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
    });
    fc.assert(
      fc.property(counts, fc.string({ maxLength: 30 }), fc.nat(200), (counts, note, columns) => {
        expect(barLine({ label: 'train', note, ...counts }, columns).length).toBeLessThanOrEqual(
          Math.max(0, columns - 1),
        );
      }),
      luck,
    );
  });
});

describe('progress', () => {
  it('writes twenty plain lines outside a terminal', () => {
    const { out, text } = stream();
    drive(out);
    const lines = text().trimEnd().split('\n');
    expect(lines).toHaveLength(20);
    expect(lines[0]).toBe('train    5/100  0.50 samples/s  3m 10s left');
    expect(lines[9]).toBe('train   50/100  0.50 samples/s  1m 40s left  accuracy 0.61');
    expect(lines[19]).toBe('train  100/100  0.50 samples/s  in 3m 20s  accuracy 0.61');
  });

  it('says where a job was left', () => {
    const { out, text } = stream();
    drive(out, 7);
    expect(text().trimEnd().split('\n')).toEqual([
      'train    5/100  0.50 samples/s  3m 10s left',
      'train    7/100  0.50 samples/s  3m 6s left',
    ]);
  });

  it.each([1, 3, 20, 21, 39, 1297])('ends with a job of %i done once', (total) => {
    const { out, text } = stream();
    const { tick, stop } = progress({ label: 'test', total, out });
    for (let done = 1; done <= total; done++) tick(done);
    stop();
    const lines = text().trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(lines.filter((line) => line.includes(`${total}/${total}`))).toHaveLength(1);
  });

  it.each([
    [40, 'train  ████████  100/100  accuracy 0.61'],
    [120, `train  ${'█'.repeat(40)}  100/100  0.50 samples/s  in 3m 20s  accuracy 0.61`],
  ])('draws one line in a terminal of %i columns and leaves its settings alone', (columns, last) => {
    const { out, text } = stream(columns);
    drive(out);
    const escapes = /\u001B(?:[78]|\[\??\d*[A-Za-z])/g; // oxlint-disable-line no-control-regex
    const drawn = text()
      .split('\u001B[1G')
      .slice(1)
      .map((part) => part.replaceAll(escapes, ''));
    expect(drawn.every((line) => line.trimEnd().length < columns)).toBe(true);
    expect(drawn.at(-1)).toBe(`${last}\n`);
    expect(text()).not.toMatch(/\[\?(?:25l|7l)/); // neither hides the cursor nor stops wrapping
  });

  it('can be told that a terminal is none', () => {
    const { out, text } = stream(80);
    progress({ label: 'test', total: 1, out, isTerminal: false, now: () => 0 }).tick(1);
    expect(text()).toBe('test  1/1  in 0s\n');
  });
});
