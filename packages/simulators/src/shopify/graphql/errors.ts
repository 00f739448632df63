/** One entry of a response's `errors` list. */
export interface WireError {
  message: string;
  locations?: { line: number; column: number }[];
  path?: (string | number)[];
  extensions?: Record<string, unknown>;
}

/** Thrown by resolvers; becomes an entry of `errors` with the field's path. */
export class FieldError extends Error {
  readonly extensions: Record<string, unknown>;
  constructor(message: string, extensions: Record<string, unknown>) {
    super(message);
    this.extensions = extensions;
  }
}

export function badRequest(message: string): FieldError {
  return new FieldError(message, { code: 'BAD_REQUEST' });
}

export function accessDenied(field: string, scope: string): FieldError {
  const requiredAccess = `\`${scope}\` access scope.`;
  return new FieldError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
    code: 'ACCESS_DENIED',
    documentation: 'https://shopify.dev/api/usage/access-scopes',
    requiredAccess,
  });
}
