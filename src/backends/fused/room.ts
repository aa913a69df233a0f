import { fault, FaultError, at, thrown } from '../../core/errors.js';

/** Addresses are whole numbers of 32 bits with a sign; the last page stays free. */
const most = 2 ** 31 - 2 ** 16;

/** What a memory is for: a backend by name, and a number of rows. */
export interface Purpose {
  readonly backend: string;
  readonly rows: number;
}

/** Throws a FaultError where more bytes are wanted than kernels can tell apart. */
export const checkRoom = (bytes: number, { backend, rows }: Purpose): void => {
  if (bytes > most)
    throw refused(
      backend,
      `at most 2 GiB (run fewer rows at once, or on 'eager')`,
      `${sizeOf(bytes)} for ${rowsOf(rows)}`,
    );
};

/** Memory of so many bytes, or a FaultError that says how much was wanted. */
export const withRoom = <M>(bytes: number, { backend, rows }: Purpose, make: () => M): M => {
  checkRoom(bytes, { backend, rows });
  try {
    return make();
  } catch (error) {
    const want = `${sizeOf(bytes)} for ${rowsOf(rows)}, which this machine has not got free (run fewer rows at once)`;
    throw refused(backend, want, thrown(error));
  }
};

const refused = (backend: string, want: string, got: string): FaultError =>
  new FaultError([at(`backend '${backend}'`)(fault('Backend', 'memory', want, got))]);

const sizeOf = (bytes: number): string =>
  bytes < 2 ** 29 ? `${(bytes / 2 ** 20).toFixed(2)} MiB` : `${(bytes / 2 ** 30).toFixed(2)} GiB`;
const rowsOf = (rows: number): string => (rows === 1 ? 'one row' : `${rows} rows`);
