/** The packages of `spikefold/logistic`: where one is missing, Node and bundlers name this file, and so say what to type. */
export { default as LogisticRegression } from 'ml-logistic-regression';
export { Matrix, SingularValueDecomposition } from 'ml-matrix';
