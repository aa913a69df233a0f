/** The least module with an `i32x4.relaxed_laneselect` in it: a function that chooses between zeros. */
const probe = new Uint8Array(
  [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // \0asm, version 1
    [1, 4, 1, 0x60, 0, 0], // a type: no parameters, no results
    [3, 2, 1, 0], // a function of it
    [10, 20, 1, 18, 0, 0x41, 0, 0xfd, 0x11, 0x41, 0, 0xfd, 0x11, 0x41, 0, 0xfd, 0x11, 0xfd, 0x8b, 2, 0x1a, 0x0b], // its code
  ].flat(),
);

/**
 * Whether this engine has relaxed vectors (Node 22 and Chrome 114 have). Of masks that are all bits or none in each lane, as ours are,
 * their choice between lanes is that of `v128.bitselect`, in one instruction of the processor instead of three.
 */
export const hasLaneselect: boolean = typeof WebAssembly === 'object' && WebAssembly.validate(probe);
