/** Files as text. */
declare module '*?raw' {
  const text: string;
  export default text;
}
/** The digits of the examples, packed by gzip, in base64. */
declare module 'virtual:digits' {
  const data: string;
  export default data;
}
/** The worker with all that it needs, as one script. */
declare module 'virtual:engine' {
  const source: string;
  export default source;
}
