import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

/** A port of this machine that nobody listens on. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(false));
  });

const ended = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  child.kill('SIGCONT');
  await exit;
};

/** A Redis server of a test's own, on loopback, in a folder of its own. */
export interface Server {
  readonly url: string;
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
  /** The same server again, with what it wrote to its disk. */
  readonly start: () => Promise<void>;
  /** It answers nothing for so many ms, as when a network is cut. */
  readonly pause: (ms: number) => Promise<void>;
  /** Stops it for good, and removes its folder. */
  readonly end: () => Promise<void>;
}

export const redisServer = async (...flags: readonly string[]): Promise<Server> => {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-redis-'));
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const args = [
      '--port',
      `${port}`,
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--save',
      '',
      '--appendonly',
      'yes',
      ...flags,
    ];
    child = spawn('redis-server', args, { stdio: 'ignore' });
    await once(child, 'spawn');
    while (!(await answers(port))) await after(20);
  };
  await start();
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (child !== undefined) await ended(child, signal);
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    stop,
    pause: async (ms) => {
      child?.kill('SIGSTOP');
      await after(ms);
      child?.kill('SIGCONT');
    },
    end: async () => {
      await stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A process of `npx spikefold work`. */
export interface WorkerProcess {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Comes when it takes points. */
  readonly ready: Promise<void>;
  readonly end: (signal?: NodeJS.Signals) => Promise<void>;
  readonly exit: Promise<number | null>;
}

const root = resolve(import.meta.dirname, '../../..');
export const cli = join(root, 'dist/sweep/cli/main.js');

export const worker = (url: string, queue: string, ...flags: readonly string[]): WorkerProcess => {
  const args = [cli, 'work', '--redis', url, '--queue', queue, '--lock', '1', ...flags];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  let isReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => (isReady = resolve));
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('at once')) isReady();
    });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return { child, exit, ready, said: () => text, end: (signal = 'SIGTERM') => ended(child, signal) };
};
