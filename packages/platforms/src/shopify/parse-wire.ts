/** Postgres keeps neither NUL nor half of a surrogate pair in text; both only come as \u escapes. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

const storable = (_: string, value: unknown): unknown =>
  typeof value === 'string'
    ? value.replace(UNSTORABLE, (char) => (char === '\0' ? '' : '\uFFFD'))
    : value;

/**
 * Parses JSON for the typed rows, without characters that Postgres text cannot hold. The raw record
 * keeps the text as it came.
 * @throws SyntaxError when it is not JSON.
 */
export const parseWire = (text: string): unknown =>
  text.includes('\\u') ? JSON.parse(text, storable) : JSON.parse(text);
