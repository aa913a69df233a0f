import * as fc from 'fast-check';
import { vocabulary, type Backend, type Tensor } from '../../src/index.js';
import { leaves } from '../../src/core/graph/tree.js';
import { anything } from '../every/support/random.js';
import { drawnOnce } from '../support/drawn-once.js';
import { playScene } from '../support/trials.js';

/** How many networks the recorded hash is of: more than a page of Chromium has room for memories of WebAssembly. */
export const hashed = 140;

/** The hash of so many networks, which changes when the vocabulary does. */
export const expectedHash = 'cb7dfdf6844e668be608750849a265846daf8271677884ea7761d2bc32e03799';

const scenes = drawnOnce(anything(vocabulary));

const bytesOf = ({ data }: Tensor): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/**
 * The SHA-256 of everything that happens in some random networks of the whole vocabulary, which are the same everywhere: all steps of
 * all variables, and the states at the end. Any bit that an engine or processor makes otherwise gives another hash.
 */
export const hashOf = async (backend: Backend, count: number = hashed): Promise<string> => {
  let hash = new Uint8Array(32);
  for (const scene of fc.sample(scenes, { seed: 2015, numRuns: count })) {
    const { monitors, state } = await playScene(backend, scene);
    const parts = [hash, ...leaves({ monitors, state: { ...state } }).map(([, leaf]) => bytesOf(leaf))];
    const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let end = 0;
    for (const part of parts) {
      all.set(part, end);
      end += part.length;
    }
    hash = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
  }
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
};
