/** Where gpu.js computes. Node has `cpu` and `webasm`; browsers have the others too. */
export type Mode = 'cpu' | 'webasm' | 'webgl' | 'webgl2' | 'webgpu';

/** What a mode can do, and what code for it has to mind. */
export interface Traits {
  /** It computes in float64: every operation has to be rounded to float32 by `Math.fround`. */
  readonly wide: boolean;
  /** Quotients are correctly rounded, so that whole numbers can be divided without a second look. */
  readonly divides: boolean;
  /** Arrays live on a device: they are uploaded, read back, and have to be let go of. */
  readonly remote: boolean;
  /** How many results one kernel can have, and how many arrays it can read. */
  readonly outputs: number;
  readonly inputs: number;
  /** How many frames are sent at once. */
  readonly chunk: number;
}

export type Limits = Pick<Traits, 'outputs' | 'inputs'>;

export const modes: { readonly [M in Mode]: Traits } = {
  cpu: { wide: true, divides: true, remote: false, outputs: Infinity, inputs: Infinity, chunk: 1 },
  // gpu.js would hand a kernel of several results to its cpu mode without a word.
  webasm: { wide: false, divides: true, remote: false, outputs: 1, inputs: Infinity, chunk: 1 },
  // What WebGL promises at least: 8 textures to read; 2 promises more, but 8 are seldom too few. Draw buffers: 8 in practice.
  webgl: { wide: false, divides: false, remote: true, outputs: 8, inputs: 8, chunk: 32 },
  webgl2: { wide: false, divides: false, remote: true, outputs: 8, inputs: 16, chunk: 32 },
  // 8 storage buffers a stage, one of which is the result.
  webgpu: { wide: false, divides: false, remote: true, outputs: 1, inputs: 7, chunk: 32 },
};
