import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { probe } from '../../src/backends/fused/ir/instructions.js';

/** Node 20 has relaxed vectors behind a flag, later ones have them. */
const flags = process.versions.node.startsWith('20.') ? ['--experimental-wasm-relaxed-simd'] : [];

test('the probe for relaxed vectors is a module where they are, and none without its choice between lanes', () => {
  const valid = (bytes: readonly number[]): string => {
    const code = `process.stdout.write(String(WebAssembly.validate(new Uint8Array([${bytes.join()}]))))`;
    return spawnSync(process.execPath, [...flags, '-e', code], { encoding: 'utf8' }).stdout;
  };
  expect(valid([...probe])).toBe('true');
  expect(valid([...probe].map((byte) => (byte === 0x8b ? 0x00 : byte)))).toBe('false');
});
