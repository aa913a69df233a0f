import { crc32 } from '../../../src/io/file/crc.js';
import { letters, u16, u32, wide as u64, type Bytes } from '../../nir/support/bytes.js';

/** A file in an archive: what its two headers say of it, and what lies there. */
export interface Archived {
  readonly name: string;
  readonly data: Bytes;
  /** As it is stored; default `data`. */
  readonly packed?: Bytes;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly size?: number;
  /** Fields behind the name in the directory, and where the file lies. */
  readonly extra?: Bytes;
  readonly localExtra?: Bytes;
  readonly note?: string;
  /** Its name where it lies; default `name`. */
  readonly localName?: string;
  /** Sizes and place in a field of 64 bits: all, or those of these places. */
  readonly wide?: readonly ('size' | 'packed' | 'header')[];
}

const full = 0xffffffff;

/** An archive of files by PKWARE's APPNOTE.TXT, sections 4.3 and 4.5.3; its end with a note, and in numbers of 64 bits where they are to be wide. */
export const archive = (files: readonly Archived[], note: Bytes = [], wideEnd = false): Uint8Array => {
  const out: number[] = [];
  const entries = files.map((file): Bytes => {
    const { name, data, packed = data, method = 0, flags = 0, wide = [], extra = [], localExtra = [] } = file;
    const { crc = crc32(Uint8Array.from(data)), size = data.length, note: about = '', localName = name } = file;
    const header = out.length;
    const numbers = { size, packed: packed.length, header };
    const field = (['size', 'packed', 'header'] as const)
      .filter((of) => wide.includes(of))
      .flatMap((of) => u64(numbers[of]));
    const all = [...extra, ...(wide.length > 0 ? [...u16(1), ...u16(field.length), ...field] : [])];
    const told = (of: 'size' | 'packed' | 'header'): Bytes => u32(wide.includes(of) ? full : numbers[of]);
    const common = [...u16(flags), ...u16(method), ...u32(0), ...u32(crc)];
    const [inner, outer] = [letters(localName), letters(name)];
    out.push(...u32(0x04034b50), ...u16(20), ...common, ...u32(packed.length), ...u32(size));
    out.push(...u16(inner.length), ...u16(localExtra.length), ...inner, ...localExtra, ...packed);
    const lengths = [...u16(outer.length), ...u16(all.length), ...u16(about.length)];
    const rest = [...u16(0), ...u16(0), ...u32(0), ...told('header'), ...outer, ...all, ...letters(about)];
    return [
      ...u32(0x02014b50),
      ...u16(20),
      ...u16(20),
      ...common,
      ...told('packed'),
      ...told('size'),
      ...lengths,
      ...rest,
    ];
  });
  const start = out.length;
  out.push(...entries.flat());
  const [length, count, large] = [out.length - start, files.length, out.length];
  if (wideEnd) {
    out.push(...u32(0x06064b50), ...u64(44), ...u16(45), ...u16(45), ...u32(0), ...u32(0));
    out.push(...u64(count), ...u64(count), ...u64(length), ...u64(start));
    out.push(...u32(0x07064b50), ...u32(0), ...u64(large), ...u32(1));
  }
  const counts = wideEnd ? [...u16(0xffff), ...u16(0xffff)] : [...u16(count), ...u16(count)];
  out.push(...u32(0x06054b50), ...u16(0), ...u16(0), ...counts, ...u32(length), ...u32(wideEnd ? full : start));
  out.push(...u16(note.length), ...note);
  return Uint8Array.from(out);
};
