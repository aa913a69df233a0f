const marks: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The words that a plot shows, in order, without its title, description and style. */
export const wordsIn = (svg: string): readonly string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) =>
    text!.replaceAll(/&([#\w]+);/g, (_, name: string) => marks[name]!),
  );

/** A plot without its pictures of pixels, whose letters mean nothing. */
export const withoutPixels = (svg: string): string => svg.replaceAll(/base64,[^"]+/g, '');
