import type { Shape } from '../../../core/shape.js';
import type { Tensor } from '../../../core/tensor.js';
import type { NirNode } from '../nodes.js';
import type { Unsaid } from './unsaid.js';

/** The layers that a connection joins, and its variables. */
export interface Joined {
  readonly from: Shape;
  readonly to: Shape;
  readonly vars: Readonly<Record<string, Tensor>>;
}

/** A connection as nodes, one after the other: none, where it passes on what it gets. */
export interface Chain {
  readonly nodes: readonly NirNode[];
  readonly unsaid: Unsaid;
}

export const chain = (...nodes: readonly NirNode[]): Chain => ({ nodes, unsaid: {} });
