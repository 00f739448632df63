/** One HTTP answer before it is put on the wire. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** A file to stream instead of `body`. */
  file?: string;
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

export function notFound(): Answer {
  return json(404, { errors: 'Not Found' });
}

export const UNAUTHORIZED = {
  errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
};
