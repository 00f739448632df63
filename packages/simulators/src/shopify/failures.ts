export const FAILURE_KINDS = [
  'throttled',
  'http_401',
  'http_402',
  'http_403',
  'http_404',
  'http_423',
  'http_429',
  'http_500',
  'http_502',
  'http_503',
  'internal_error',
  'malformed',
  'truncate',
  'close_socket',
  'lost_response',
  'hang',
  'bulk_failed',
  'bulk_partial',
  'bulk_zero_rows',
  'bulk_url_expired',
] as const;

export type FailureKind = (typeof FAILURE_KINDS)[number];

export interface FailureMatch {
  /** The shop's myshopify.com domain. */
  domain?: string;
  /** Which door: the API, the token endpoint or the result files. */
  resource?: 'graphql' | 'token' | 'storage';
  /** A root field of the request ("bulkOperation", "orders"). */
  field?: string;
}

export interface FailureOrder {
  kind: FailureKind;
  times?: number;
  match?: FailureMatch;
}

interface Standing {
  kind: FailureKind;
  left: number;
  match: FailureMatch;
}

export interface Occasion {
  domain: string;
  resource: 'graphql' | 'token' | 'storage';
  body: string;
}

/** Failures that were ordered and not yet used up, in the order in which they were asked for. */
export class Failures {
  #standing: Standing[] = [];

  order({ kind, times = 1, match = {} }: FailureOrder): void {
    if (!FAILURE_KINDS.includes(kind)) {
      throw new Error(`"${kind}" is no failure kind; known are ${FAILURE_KINDS.join(', ')}.`);
    }
    this.#standing.push({ kind, left: times, match });
  }

  clear(): void {
    this.#standing = [];
  }

  /** Takes the next failure for an incoming request, or null. Bulk fates wait for their start. */
  take(occasion: Occasion): FailureKind | null {
    return this.#use((row) => !row.kind.startsWith('bulk_') && applies(row.match, occasion));
  }

  takeBulkFate(domain: string): FailureKind | null {
    return this.#use(
      (row) => row.kind.startsWith('bulk_') && (row.match.domain ?? domain) === domain,
    );
  }

  #use(wanted: (row: Standing) => boolean): FailureKind | null {
    const row = this.#standing.find((entry) => entry.left > 0 && wanted(entry));
    if (!row) return null;
    row.left -= 1;
    return row.kind;
  }
}

function applies(match: FailureMatch, occasion: Occasion): boolean {
  if (match.domain !== undefined && match.domain !== occasion.domain) return false;
  if (match.resource !== undefined && match.resource !== occasion.resource) return false;
  return match.field === undefined || new RegExp(`\\b${match.field}\\b`).test(occasion.body);
}
