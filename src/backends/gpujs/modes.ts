/** Where gpu.js computes. Node has `cpu` and `webasm`; browsers have the others too. */
export type Mode = 'cpu' | 'webasm' | 'webgl' | 'webgl2' | 'webgpu';

/** How a mode computes, and its limits. */
export interface Traits {
  /** It computes in float64: every operation has to be rounded to float32 by `Math.fround`. */
  readonly wide: boolean;
  /** Every operation is that of float32, rounded once: exp and log are those of eager, to the bit. GPUs have their own. */
  readonly rounds: boolean;
  /** Quotients are correctly rounded, so that the quotient of whole numbers needs no correction. */
  readonly divides: boolean;
  /** Arrays are on a device: they are uploaded, read back, and freed by hand. */
  readonly remote: boolean;
  /** How many results one kernel can have at most, and how many arrays it can read. */
  readonly outputs: number;
  readonly inputs: number;
  /** How many frames are sent at once. */
  readonly chunk: number;
}

export type Limits = Pick<Traits, 'outputs' | 'inputs'>;

export const modes: { readonly [M in Mode]: Traits } = {
  cpu: { wide: true, rounds: true, divides: true, remote: false, outputs: Infinity, inputs: Infinity, chunk: 1 },
  // gpu.js would compute a kernel of several results in its cpu mode, without an error.
  webasm: { wide: false, rounds: true, divides: true, remote: false, outputs: 1, inputs: Infinity, chunk: 1 },
  // WebGL guarantees 8 textures to read, WebGL 2 guarantees 16. gpu.js binds the result of a second launch to the last of 16: a kernel that
  // also reads that one is not drawn, and its results are 0. Draw buffers: 4 to 8, as the device says.
  webgl: { wide: false, rounds: false, divides: false, remote: true, outputs: 8, inputs: 8, chunk: 32 },
  webgl2: { wide: false, rounds: false, divides: false, remote: true, outputs: 8, inputs: 15, chunk: 32 },
  // 8 storage buffers a stage, one of which is the result.
  webgpu: { wide: false, rounds: false, divides: false, remote: true, outputs: 1, inputs: 7, chunk: 32 },
};
