import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '../../..');

/** As what tests them runs: with the same options of V8, and on the build or the sources. */
const node = [...process.execArgv, '--import', 'tsx'];
const env = {
  ...process.env,
  ...(import.meta.env.MODE === 'built' && { TSX_TSCONFIG_PATH: 'tsconfig.built.json' }),
};

/** How an example ended: its exit status, what it said, and the pictures that it drew, by file name. */
export interface Ran extends Said {
  readonly pictures: Readonly<Record<string, string>>;
}

interface Said {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** With the pictures in a folder that is gone afterwards. */
const withPictures = async (run: (...out: readonly string[]) => Promise<Said>): Promise<Ran> => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-example-'));
  try {
    const said = await run('--out', folder);
    const names = readdirSync(folder);
    const pictures = Object.fromEntries(names.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
    return { ...said, pictures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Runs an example as a user would. */
export const ran = (name: string, ...args: readonly string[]): Promise<Ran> =>
  withPictures(
    (...out) =>
      new Promise((done) => {
        const argv = [...node, `examples/${name}.ts`, ...out, ...args];
        execFile(process.execPath, argv, { cwd: root, env, encoding: 'utf8' }, (error, stdout, stderr) => {
          const status = typeof error?.code === 'number' ? error.code : error === null ? 0 : 1;
          done({ status, stdout, stderr });
        });
      }),
  );

/** A process that runs examples one after the other, as each process of its own would compile the library again. */
export interface Together {
  readonly ran: typeof ran;
  /** Its exit status, once nothing that an example left behind keeps it. */
  readonly end: () => Promise<number | null>;
}

export const together = (): Together => {
  const argv = [...node, join(import.meta.dirname, 'serve.ts')];
  const child = spawn(process.execPath, argv, { cwd: root, env, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ran: (name, ...args) =>
      withPictures(async (...out) => {
        child.stdin.write(`${JSON.stringify([name, ...out, ...args])}\n`);
        const line = await lines.next();
        if (line.done === true) throw new Error(`the process of the examples ended in '${name}'`);
        return JSON.parse(line.value) as Said;
      }),
    end: async () => {
      child.stdin.end();
      const [status] = (await ended) as [number | null];
      return status;
    },
  };
};
