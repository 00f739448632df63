/** The first letters of a text, in UTF-16 units; never half an emoji, which neither JSON nor a database takes. */
export const cutText = (text: string, most: number): string =>
  text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
