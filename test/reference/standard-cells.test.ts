import { describe, expect, test } from 'vitest';
import {
  conductanceAdEx,
  conductanceAlpha,
  conductanceExp,
  currentAlpha,
  currentDelta,
  currentExp,
  hodgkinHuxley,
} from '../../src/cells.js';
import type { AnyModel } from '../../src/authoring.js';
import { recordingOf } from './support/recorded.js';
import { translated } from './support/translate.js';

const cells: Readonly<Record<string, AnyModel>> = {
  IF_curr_exp: currentExp(),
  IF_curr_alpha: currentAlpha(),
  IF_curr_delta: currentDelta(),
  IF_cond_exp: conductanceExp(),
  IF_cond_alpha: conductanceAlpha(),
  EIF_cond_exp_isfa_ista: conductanceAdEx(),
  HH_cond_exp: hodgkinHuxley(),
};

/** Where the recordings are of another setting than PyNN's defaults: HH spikes where v rises past 0, and in one part a step. */
const ours: Readonly<Record<string, object>> = { HH_cond_exp: { thresh: 0, substeps: 1 } };

/** All parameters of a cell, with those of its receptors. */
const parametersOf = ({ term: { params } }: AnyModel) => ({
  ...params,
  receptors: Object.fromEntries(
    Object.entries(params['receptors'] as Readonly<Record<string, object>>).map(([name, own]) => [
      name,
      { kinetics: 'exponential', tau: 5, reversal: 0, ...own },
    ]),
  ),
});

describe('a cell without parameters has those that PyNN documents as defaults', () => {
  test.each(Object.entries(cells))('%s', (name, cell) => {
    const { i_offset: offset = 0, ...p } = recordingOf(`${name}.brian2`).parameters['default']!;
    // PyNN's refractory time is ours: that of a recording has a step less.
    const told = parametersOf(translated[name]!(p, 0));
    expect(parametersOf(cell)).toMatchObject({ ...told, ...ours[name], offset });
  });
});
