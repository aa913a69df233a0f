import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Check, Line } from '../check.js';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..', '..', '..');

interface Locked {
  readonly license?: string;
  readonly dev?: boolean;
  readonly peer?: boolean;
  readonly hasInstallScript?: boolean;
}

/** Licences that ask for no more than to be named, or to keep changes of a file open. */
const allowed = new Set([
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'MPL-2.0',
  'CC0-1.0',
  'Python-2.0',
  'BlueOak-1.0.0',
]);

interface Found extends Line {
  readonly failures: readonly string[];
}

/** Everything that the lock file names: its licence, and whether it runs code when it is installed. */
const locked = (): readonly Found[] => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const all = Object.entries(packages).filter(([path]) => path !== '');
  const own = all.filter(([, { dev, peer }]) => dev !== true && peer !== true);
  const others = all.filter(
    ([, { license }]) => !(license ?? '').split(/ OR | AND /).every((one) => allowed.has(one.replaceAll(/[()]/g, ''))),
  );
  const scripts = own.filter(([, { hasInstallScript }]) => hasInstallScript === true);
  const names = own.map(([path]) => path.replace('node_modules/', '')).join(', ');
  return [
    {
      what: 'packages that a user installs with spikefold',
      times: own.length,
      result: names,
      failures: scripts.map(([path]) => `${path} runs code when it is installed`),
    },
    {
      what: 'packages of development and peers: licences',
      times: all.length,
      result: [...new Set(all.map(([, { license }]) => license ?? 'none'))].toSorted().join(', '),
      failures: others.map(([path, { license }]) => `${path} has the licence ${license ?? 'none'}`),
    },
  ];
};

const output = async (
  command: string,
  ...args: readonly string[]
): Promise<{ readonly ok: boolean; readonly text: string }> => {
  try {
    const { stdout, stderr } = await run(command, [...args], { cwd: root, maxBuffer: 2 ** 26 });
    return { ok: true, text: stdout + stderr };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return { ok: false, text: stdout + stderr };
  }
};

/** Known faults of the packages that users get, as the registry tells them; some registries do not. */
const audited = async (): Promise<Found> => {
  const { ok, text } = await output('npm', 'audit', '--omit=dev');
  const silent = !ok && /endpoint|ENOTFOUND|ECONN|E40\d/.test(text);
  const result = ok ? 'none known' : silent ? 'the registry does not tell' : 'some known';
  return {
    what: 'known faults of what users install (npm audit)',
    times: silent ? 0 : 1,
    result,
    failures: ok || silent ? [] : [text.slice(0, 500)],
  };
};

/** The package as it would be published, under the eyes of two checkers, and its size. */
const packed = async (): Promise<readonly Found[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-packed-'));
  try {
    const { stdout } = await run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], {
      cwd: root,
      maxBuffer: 2 ** 26,
    });
    const [{ filename, size, unpackedSize, entryCount }] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [
      { filename: string; size: number; unpackedSize: number; entryCount: number },
    ];
    const file = join(folder, filename);
    const published = await output('npx', '--yes', 'publint@0.3', file);
    const typed = await output('npx', '--yes', '@arethetypeswrong/cli@0.18', file, '--profile', 'esm-only');
    const said = (what: string, { ok, text }: { ok: boolean; text: string }): Found => ({
      what,
      times: 1,
      result: ok ? 'nothing found' : 'problems',
      failures: ok ? [] : [`${what}: ${text.slice(0, 800)}`],
    });
    return [
      {
        what: 'files of the package',
        times: entryCount,
        result: `${(size / 1024).toFixed(0)} kB packed, ${(unpackedSize / 1024).toFixed(0)} kB unpacked`,
        failures: [],
      },
      said('the package under publint', published),
      said('its types under arethetypeswrong', typed),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export const supply: Check = {
  name: 'supply',
  title: 'What comes with it',
  about:
    'Licences and install scripts of all packages in package-lock.json, and the package as it would be published. `npm sbom --sbom-format cyclonedx --omit dev`\n' +
    'lists what a user installs for a machine to read.',
  measure: async ({ tell }) => {
    tell('the lock file, the registry, the package');
    const all = [...locked(), await audited(), ...(await packed())];
    return {
      lines: all.map(({ what, times, result }) => ({ what, times, result })),
      failures: all.flatMap(({ failures }) => failures),
    };
  },
};
