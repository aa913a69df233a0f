import { joined, type Decoder } from './events.js';

/** What follows a header, which begins at this byte. */
export type Body = (header: readonly string[], start: number) => Decoder;

/** Longer than any line of a header. */
const longest = 1 << 16;

/**
 * A file that begins with lines of text: those that start with a mark (`%`, `#`), up to one that is the last of the header (`isLast`), or
 * else up to what is no such line: events whose first byte is the mark by chance are no text.
 */
export const headed = (mark: number, isLast: (line: string) => boolean, body: Body): Decoder => {
  let decoder: Decoder | undefined;
  let held: Uint8Array = new Uint8Array(0);
  const lines: string[] = [];
  let at = 0;
  /** Reads lines as far as they are whole; the rest of the file is the body's. */
  const open = (ended: boolean): Decoder | undefined => {
    for (;;) {
      if (at >= held.length && !ended) return undefined;
      if (held[at] !== mark) return body(lines, at);
      const length = held.subarray(at, at + longest).indexOf(0x0a);
      if (length < 0 && !ended && held.length - at < longest) return undefined;
      if (length < 0) return body(lines, at);
      const line = new TextDecoder('latin1').decode(held.subarray(at, at + length)).trimEnd();
      if (/[^\t\x20-\x7e\xa0-\xff]/.test(line)) return body(lines, at);
      lines.push(line);
      at += length + 1;
      if (isLast(line)) return body(lines, at);
    }
  };
  return {
    shape: () => decoder?.shape(),
    push: (chunk, found) => {
      if (decoder !== undefined) return decoder.push(chunk, found);
      held = joined(held, chunk);
      decoder = open(false);
      decoder?.push(held.subarray(at), found);
    },
    end: (found) => {
      if (decoder === undefined) {
        decoder = open(true)!;
        decoder.push(held.subarray(at), found);
      }
      decoder.end(found);
    },
  };
};
