import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

const program = process.env['REDIS_SERVER'] ?? 'redis-server';

/** Without Redis a developer goes on with the other tests, and is told so; a build server does not. `REDIS_SERVER` says where it is. */
export const skipsRedis: boolean =
  process.env['CI'] === undefined && spawnSync(program, ['--version']).error !== undefined;
if (skipsRedis) console.warn('SKIPPED outside CI: needs redis-server (apt-get install -y)');

/** A port of this machine that nobody listens on. Connections have higher ones, one of which could take it while a server is away. */
const freePort = async (): Promise<number> => {
  const port = 10_000 + Math.floor(Math.random() * 20_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((done) => {
    server.once('error', () => done(false)).listen(port, '127.0.0.1', () => done(true));
  });
  if (!isFree) return freePort();
  server.close();
  await once(server, 'close');
  return port;
};

/** A process that has been started: what it says, and its exit code, which comes after all that it said. */
const watched = (child: ChildProcess, hear: (text: string) => void) => {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => hear((text += String(chunk))));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  const end = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    child.kill('SIGCONT');
    await exit;
  };
  return { exit, end, said: () => text };
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
  const started = async () => {
    const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
    const child = spawn(program, [...args, ...flags], { stdio: ['ignore', 'pipe', 'ignore'] });
    let isReady = (): void => undefined;
    const ready = new Promise<void>((resolve) => (isReady = resolve));
    const process = watched(child, (text) => text.includes('Ready to accept connections') && isReady());
    const failed = process.exit.then(() => Promise.reject(new Error(`redis-server: ${process.said()}`)));
    await Promise.race([ready, failed]);
    return { child, ...process };
  };
  let running = await started();
  const stop = (signal?: NodeJS.Signals): Promise<void> => running.end(signal);
  return {
    url: `redis://127.0.0.1:${port}`,
    start: async () => void (running = await started()),
    stop,
    pause: async (ms) => {
      running.child.kill('SIGSTOP');
      await after(ms);
      running.child.kill('SIGCONT');
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
  let isReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => (isReady = resolve));
  return { child, ready, ...watched(child, (text) => text.includes('at once') && isReady()) };
};
