/** A job of so many ms, which gives almost nothing: what remains is what a sweep costs. */
export default ({ ms }) => {
  const began = performance.now();
  while (performance.now() - began < ms);
  return 1;
};
