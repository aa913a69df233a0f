import { describe, expect, test } from 'vitest';
import { codeBuffer, constant, lanes, unsigned, type Code } from '../../src/backends/fused/ir/encoding.js';
import { wasmModule } from '../../src/backends/fused/ir/emit-wasm.js';
import { instructions, probe } from '../../src/backends/fused/ir/instructions.js';
import { int } from '../../src/backends/fused/ir/ir.js';
import { routine } from '../../src/backends/fused/ir/writer.js';

/** Code as hexadecimal digits. */
const hex = (code: Code): string => {
  const { put, written } = codeBuffer();
  put(code);
  return Buffer.from(written()).toString('hex');
};
const shown = (text: string): string => text.replaceAll(/\(.*?\)|\s/g, '');

describe('numbers in LEB128', () => {
  test.each([
    [0, '00'],
    [127, '7f'],
    [128, '8001'],
    [300, 'ac02'],
    [16_383, 'ff7f'],
    [16_384, '808001'],
    [624_485, 'e58e26'],
    [2 ** 31, '8080808008'],
    [2 ** 32 - 1, 'ffffffff0f'],
  ])('%i without a sign is %s', (value, bytes) => expect(hex(unsigned(value))).toBe(bytes));

  test.each([
    [0, '00'],
    [63, '3f'],
    [64, 'c000'],
    [-1, '7f'],
    [-64, '40'],
    [-65, 'bf7f'],
    [8191, 'ff3f'],
    [8192, '80c000'],
    [-8192, '8040'],
    [-123_456, 'c0bb78'],
    [2 ** 31 - 1, 'ffffffff07'],
    [-(2 ** 31), '8080808078'],
  ])('%i with a sign is %s', (value, bytes) => expect(hex(constant('i32', value))).toBe(`41${bytes}`));
});

test('constants are their bits, the lowest byte first, once or in each lane', () => {
  expect(hex(constant('f32', 1))).toBe('430000803f');
  expect(hex(constant('f32', -0))).toBe('4300000080');
  expect(hex(constant('f32', 0.1, true))).toBe(`fd0c${'cdcccc3d'.repeat(4)}`);
  expect(hex(constant('i32', 0x01020304, true))).toBe(`fd0c${'04030201'.repeat(4)}`);
  expect(hex(constant('i32', -2, true))).toBe(`fd0c${'feffffff'.repeat(4)}`);
});

test('lanes are named by the numbers of their bytes', () => {
  expect(hex(lanes(0, 4, 1, 5))).toBe('00010203101112130405060714151617');
});

test('code of any length is written as it is', () => {
  const { put, written } = codeBuffer();
  const pieces = [1, 4095, 4096, 4097, 20_000].map((length) => new Uint8Array(length).map((_, k) => k * 7));
  pieces.forEach((piece) => put([piece, 5]));
  expect(Buffer.from(written()).equals(Buffer.concat(pieces.flatMap((piece) => [piece, Uint8Array.of(5)])))).toBe(true);
});

test('a module is, byte by byte, what the specification of WebAssembly says', () => {
  const made = routine((write) => write.store(int(-64), int(8), 300));
  const bytes = Buffer.from(wasmModule([made])).toString('hex');
  expect(bytes).toBe(
    shown(`
      0061736d 01000000                  (magic and version)
      01 8980808000 02                   (two types)
        60 00 00                         (of nothing, to nothing)
        60 01 7f 01 7f                   (of an i32, to one)
      02 8f80808000 01                   (one import)
        03 656e76 06 6d656d6f7279 02 00 01 (env.memory, of at least one page)
      03 8480808000 03 00 00 01          (three functions by their types)
      07 9580808000 03                   (and their names)
        02 6b30 00 00
        03 616c6c 00 01
        06 726570656174 00 02
      0a bc80808000 03                   (and their code)
        8a80808000 00                    (no locals)
          41 08 41 40 36 02 ac02 0b      (i32.const 8, i32.const -64, i32.store align=4 offset=300)
        8480808000 00 10 00 0b           (call 0)
        9e80808000 01 01 7f              (a local, an i32)
          03 40 10 01                    (loop, call 1)
          20 01 41 01 6a 22 01 20 00 48  (local 1 becomes one more: is it below local 0)
          41 00 28 02 04 45              (is the word at 4 zero)
          71 0d 00 0b                    (both: again)
          20 01 0b
    `),
  );
});

test('locals are declared in runs of a kind', () => {
  const { locals, body, end } = routine((write) => {
    const [a, b] = [write.load('i32', 0), write.load('i32', 4)];
    const c = write.load('f32', 8);
    const d = write.load('v128', 16);
    write.store(write.op('i32.add', a, b), 0);
    write.store(c, 4);
    write.store(d, 16);
  });
  expect(locals).toEqual(['i32', 'i32', 'f32', 'v128', 'i32']);
  expect(Buffer.from(wasmModule([{ locals, body, end }])).toString('hex')).toContain('04027f017d017b017f');
});

test('the probe for relaxed vectors is one function that chooses between zeros', () => {
  expect(Buffer.from(probe).toString('hex')).toBe(
    shown(`
      0061736d 01000000
      01 04 01 60 00 00
      03 02 01 00
      0a 14 01 12 00
        41 00 fd 11 41 00 fd 11 41 00 fd 11 (three times i32x4.splat of 0)
        fd 8b02 1a 0b                       (i32x4.relaxed_laneselect, drop)
    `),
  );
});

test('lanes are chosen by the relaxed instruction where the engine has it', () => {
  const { scalar, simd } = instructions['f32.select']!;
  const choice = WebAssembly.validate(probe) ? 'fd8b02' : 'fd52';
  expect(hex(simd!(1, 2, 3))).toBe(`020301${choice}`);
  expect(hex(scalar(1, 2, 3))).toBe('0203011b');
});
