/** The layer of an input: `'E'` of `'E.exc'`. */
export type LayerOf<Input extends string> = Input extends `${infer Name}.${string}` ? Name : Input;

/** The two parts of an input's name: `'E.exc'` is the receptor exc of layer E. (Names of layers have no dot.) */
export const inputOf = (name: string): { readonly to: string; readonly receptor?: string } => {
  const dot = typeof name === 'string' ? name.indexOf('.') : -1;
  return dot < 0 ? { to: name } : { to: name.slice(0, dot), receptor: name.slice(dot + 1) };
};

/** The name of an input of a layer: the plain one, or a receptor. */
export const inputName = (layer: string, receptor?: string): string =>
  receptor === undefined ? layer : `${layer}.${receptor}`;
