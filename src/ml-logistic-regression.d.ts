/** The package has no types of its own; this is what we use of it. */
declare module 'ml-logistic-regression' {
  import type { Matrix } from 'ml-matrix';

  export default class LogisticRegression {
    constructor(options: { readonly numSteps: number; readonly learningRate: number });
    train(features: Matrix, classes: Matrix): void;
    /** One for each class: how much each feature speaks against it, `[1, features]`. */
    readonly classifiers: readonly { readonly weights: Matrix }[];
  }
}
