/** What is wrong with the tags of a text, in words; '' when every one is closed in its turn and no mark stands bare. */
export const markupFault = (text: string): string => {
  const open: string[] = [];
  const tag = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g;
  const rest = text
    .replace(/^<!doctype html>/, '')
    .replaceAll(tag, (_, closing: string, name: string, __, empty: string) => {
      if (closing === '/') return open.pop() === name ? '' : `<${name}> closed out of turn`;
      if (empty === '') open.push(name);
      return '';
    });
  const bare = /.{0,20}(?:<|closed out of turn|&(?!(?:amp|lt|gt|quot|#39);)).{0,20}/.exec(rest);
  return bare?.[0] ?? open.join(' ');
};
