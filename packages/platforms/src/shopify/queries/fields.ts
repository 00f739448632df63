/** A piece of a selection, and the scope without which Shopify refuses the whole query. */
export interface Field {
  text: string;
  /** One of these is enough. Absent: the stream's own scope covers it. */
  scopes?: readonly string[];
  /** Selected inside the braces of `text`, each under its own scopes. */
  inside?: readonly Field[];
}

/** What the token may read. `write_x` contains `read_x`. */
export function canRead(
  granted: readonly string[],
  scopes: readonly string[] | undefined,
): boolean {
  if (scopes === undefined) return true;
  return scopes.some(
    (scope) => granted.includes(scope) || granted.includes(scope.replace(/^read_/, 'write_')),
  );
}

/** The selection of all fields that the scopes allow. */
export const selectionOf = (fields: readonly Field[], granted: readonly string[]): string =>
  fields
    .filter(({ scopes }) => canRead(granted, scopes))
    .map(({ text, inside }) => (inside ? `${text} { ${selectionOf(inside, granted)} }` : text))
    .join(' ');

/** The scopes whose fields are left out, for the operator. */
export const missingScopes = (fields: readonly Field[], granted: readonly string[]): string[] => [
  ...new Set(
    fields.flatMap(({ scopes, inside }) =>
      canRead(granted, scopes) ? missingScopes(inside ?? [], granted) : (scopes?.slice(0, 1) ?? []),
    ),
  ),
];

/** A text as a GraphQL string literal; bulk queries know no variables. */
export const literal = (text: string): string => JSON.stringify(text);

const SHOP = 'shopMoney { amount currencyCode }';
/** Amount in the shop's currency. */
export const money = (...names: string[]): string =>
  names.map((name) => `${name} { ${SHOP} }`).join(' ');
/** Amount in the shop's and in the buyer's currency. */
export const bothMoney = (...names: string[]): string =>
  names.map((name) => `${name} { ${SHOP} presentmentMoney { amount currencyCode } }`).join(' ');
