/** An element of the page that has to be there. */
export const byId = (id: string): HTMLElement => elementOf(HTMLElement, id);

/** The same of one kind: `elementOf(HTMLSelectElement, 'preset')`. */
export const elementOf = <E extends HTMLElement>(kind: new () => E, id: string): E => {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${kind.name} '${id}'`);
};
