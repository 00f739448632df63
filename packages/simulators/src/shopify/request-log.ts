export interface LoggedRequest {
  at: number;
  domain: string;
  resource: 'graphql' | 'token' | 'storage' | 'unknown';
  method: string;
  path: string;
  /** The request body as sent; secrets and tokens are left out. */
  body: unknown;
  status: number;
  failure: string | null;
}

const LIMIT = 10_000;

/** What clients asked for, oldest first; keeps the last 10,000 requests. */
export class RequestLog {
  #rows: LoggedRequest[] = [];

  add(row: LoggedRequest): void {
    this.#rows.push(row);
    if (this.#rows.length > LIMIT) this.#rows.shift();
  }

  all(): readonly LoggedRequest[] {
    return this.#rows;
  }

  clear(): void {
    this.#rows = [];
  }
}
